import type { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import path from "node:path";
import { PYTHON_REALM } from "./python-realm.ts";
import { slimWasm } from "./slim-wasm.ts";

/** What Python starts from. */
interface PyodideParts {
  /** Emscripten's module as a script that defines the global `createModule`. */
  readonly module: string;
  /** Pyodide's own start as a script that defines the global `loadPyodide`. */
  readonly loader: string;
  readonly wasm: Uint8Array;
  /** The same module for a start from a memory. */
  readonly wasmWithoutData: Uint8Array;
  readonly standardLibrary: Uint8Array;
  readonly abiVersion: string;
}

const CHANGED = "This Pyodide is built in another way than the one that the sandbox was written for.";

/**
 * Returns Pyodide's files without the parts that only extensions loaded later would need. CPython has 8,560 exports for
 * extensions, and connecting them took half of an interpreter's start. 192 exports remain: those that the scripts name.
 */
export function readPyodide(folder: string): PyodideParts {
  const read = (file: string): Buffer<ArrayBuffer> => readFileSync(path.join(folder, file));
  const loaderText = read("pyodide.mjs").toString();
  const [exported, name = ""] = /export\{(\w+) as loadPyodide,\w+ as version\}/.exec(loaderText) ?? [];
  const loader = compiledAtOnce(asScript(loaderText, exported, `globalThis.loadPyodide = ${name}`));
  const full = asScript(
    read("pyodide.asm.mjs").toString(),
    "export default _createPyodideModule",
    "globalThis.createModule = _createPyodideModule",
  );
  const { info } = JSON.parse(read("pyodide-lock.json").toString()) as { info: { abi_version: string } };
  const wasm = read("pyodide.asm.wasm");
  const other = `${loader}\n${PYTHON_REALM}`;
  const { module, kept } = withoutUnused(full, other);
  return {
    module: withQuickStart(withoutUnread(withoutUnimported(module, importsOf(wasm)), other)),
    loader,
    wasm: slimWasm(wasm, (one) => kept.has(one), true),
    wasmWithoutData: slimWasm(wasm, (one) => kept.has(one), false),
    standardLibrary: read("python_stdlib.zip"),
    abiVersion: info.abi_version,
  };
}

/** Returns a module's text as a script. */
function asScript(source: string, exported: string | undefined, instead: string): string {
  const script = replaced(source, exported ?? "", instead).replaceAll("import.meta.url", '"file:///pyodide.mjs"');
  return `(() => {${script.replace(/\/\/# sourceMappingURL=.*\s*$/, "")}\n})()`;
}

/** Returns the text with the only occurrence of the part replaced. @throws Error when there is not exactly one */
function replaced(text: string, part: string, instead: string): string {
  if (part === "" || text.split(part).length !== 2) throw new Error(CHANGED);
  return text.replace(part, () => instead);
}

/**
 * Returns the module without the assignments of exports that neither it nor the other text names, and the remaining
 * exports.
 */
function withoutUnused(module: string, other: string): { module: string; kept: ReadonlySet<string> } {
  const head = "function assignWasmExports(wasmExports){";
  const from = module.indexOf(head) + head.length;
  const to = module.indexOf("}", from);
  if (from < head.length || to < 0) throw new Error(CHANGED);
  const rest = module.slice(0, from) + module.slice(to);
  const kept = new Set(["main", "__main_argc_argv"]);
  for (const [, name = ""] of rest.matchAll(/wasmExports\??\.?(?:\[")?([\w$]+)/g)) kept.add(name);
  const timesNamed = new Map<string, number>();
  for (const [word] of rest.matchAll(/[\w$]+/g)) timesNamed.set(word, (timesNamed.get(word) ?? 0) + 1);
  // Names in the other text count twice, because a name that occurs once in the module is only declared there.
  for (const [word] of other.matchAll(/[\w$]+/g)) timesNamed.set(word, 2);
  const assignments = module
    .slice(from, to)
    .split(";")
    .filter((one) => {
      const [, variable = "", name = ""] = /^([\w$]+)=.*wasmExports\["([^"]+)"\]/.exec(one) ?? [];
      const isNamed = kept.has(name) || (timesNamed.get(variable) ?? 0) > 1;
      if (isNamed) kept.add(name);
      return isNamed || variable === "";
    });
  return { module: module.slice(0, from) + assignments.join(";") + module.slice(to), kept };
}

/** Returns the loader without the copy and the other threads that compiling in the background would take. */
function compiledAtOnce(loader: string): string {
  return replaced(
    loader,
    "l=await WebAssembly.instantiate(await t,s)",
    "(l={module:new WebAssembly.Module(await t)},l.instance=new WebAssembly.Instance(l.module,s))",
  );
}

/** Returns the names of the functions and values that the WebAssembly module takes from its host. */
function importsOf(wasm: Uint8Array<ArrayBuffer>): ReadonlySet<string> {
  return new Set(WebAssembly.Module.imports(new WebAssembly.Module(wasm)).map(({ name }) => name));
}

/**
 * Returns the module without the functions that it offers to WebAssembly modules that are loaded later, and without
 * their signatures. 820 of 1,370 go, those for windows, sound and graphics among them.
 */
function withoutUnimported(module: string, imported: ReadonlySet<string>): string {
  const head = "var wasmImports={";
  const from = module.indexOf(head) + head.length;
  const to = module.indexOf("}", from);
  if (from < head.length || to < 0) throw new Error(CHANGED);
  const offered = module.slice(from, to).split(",");
  const taken = offered.filter((one) => imported.has(one.split(":", 1)[0] ?? ""));
  return [module.slice(0, from), taken.join(","), module.slice(to)]
    .join("")
    .replaceAll(/\b([\w$]+)\.sig="[^"]*";/g, (whole, name: string) =>
      [name, name.slice(1)].some((one) => imported.has(one)) ? whole : "",
    );
}

/** Returns the module without the properties for other scripts that neither it nor the other text reads. */
function withoutUnread(module: string, other: string): string {
  const read = new Set(other.match(/[\w$]+/g));
  // A name that is found once is only written.
  const found = new Set<string>();
  for (const [, name = ""] of module.matchAll(/\bModule(?:\.|\[")([\w$]+)/g))
    (found.has(name) ? read : found).add(name);
  return module.replaceAll(/\bModule\["([\w$]+)"\]=\1;/g, (whole, name: string) => (read.has(name) ? whole : ""));
}

/**
 * Returns the module without the work that this sandbox does not need; that work took a tenth of an interpreter's
 * start. Functions get no numbers for libraries that are loaded later, because there are none. Functions of OpenGL get
 * no numbers at all, because no module of Python asks for one. A start from a memory does not run the constructors.
 */
function withQuickStart(module: string): string {
  const changes = [
    ["updateGOT(origExports);", ""],
    ["return functionsInTableMap.get(func)||0", "return 0"],
    ["functionsInTableMap=new WeakMap;updateTableMap(0,wasmTable.length)", "functionsInTableMap=new WeakMap"],
    [
      "entry.value=addFunction(value,value.sig)",
      'entry.value=symName.startsWith("emscripten_gl")?0:addFunction(value,value.sig)',
    ],
    ['wasmExports["__wasm_call_ctors"]()', 'if(!Module["noInitialRun"])wasmExports["__wasm_call_ctors"]()'],
  ] as const;
  return changes.reduce((text, [part, instead]) => replaced(text, part, instead), module);
}
