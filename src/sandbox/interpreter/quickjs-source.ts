import { Buffer } from "node:buffer";
import releaseSync from "@jitl/quickjs-wasmfile-release-sync";
import {
  type JSContextPointer,
  type JSRuntimePointer,
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSRuntime,
} from "quickjs-emscripten-core";
import { ASSERT_MODULE } from "./quickjs-assert.ts";
import { QUICKJS_PEER } from "./quickjs-peer.ts";
import { PRELUDE } from "./quickjs-prelude.ts";
import { SnapshotFile, writeSnapshot } from "./snapshot-file.ts";

/** Sources of the modules that programs can import. */
const SOURCES: Readonly<Record<string, string>> = {
  assert: ASSERT_MODULE,
  "timers/promises": `export const setTimeout = (ms, value) =>
      new Promise((resolve) => { globalThis.setTimeout(resolve, ms, value); });
    export default { setTimeout };`,
};

/**
 * Program that loads every module, and then removes the tools that the prelude left for them out of programs' reach.
 */
const PRELOAD = `${Object.keys(SOURCES)
  .map((name) => `import "${name}";`)
  .join("\n")}\ndelete globalThis[Symbol.for("smcs.tools")];`;

/**
 * Script that runs inside QuickJS before the program. QuickJS has no `Intl` and would give other results than every
 * other JavaScript. The script compares ASCII texts as other engines do. Whatever needs more knowledge of languages
 * throws an error that says that `Intl` is missing, so no program is judged by a wrong result of the sandbox.
 */
const LOCALE = String.raw`() => {
  "use strict";
  const { String, ReferenceError, Object } = globalThis;
  const ORDER = "\t\n\v\f\r _-,;:!?.'\"()[]{}@*/\\&#%${"`"}^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz";
  const uncurry = (method) => Function.prototype.call.bind(method);
  const indexOf = uncurry(String.prototype.indexOf), lower = uncurry(String.prototype.toLowerCase);
  const missing = () => { throw new ReferenceError("'Intl' is not defined"); };

  /** Letters first; where all are the same, the first that is small in one text and a capital in the other. */
  const compare = (a, b) => {
    for (let at = 0; at < a.length && at < b.length; at++) {
      const difference = indexOf(ORDER, lower(a[at])) - indexOf(ORDER, lower(b[at]));
      if (difference !== 0) return difference < 0 ? -1 : 1;
    }
    if (a.length !== b.length) return a.length < b.length ? -1 : 1;
    for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return a[at] === lower(a[at]) ? -1 : 1;
    return 0;
  };
  const isKnown = (text) => {
    for (let at = 0; at < text.length; at++) if (indexOf(ORDER, lower(text[at])) < 0 || text[at] > "~") return false;
    return true;
  };
  const isEnglish = (locales) => locales === undefined || locales === "en" || locales === "en-US" || locales === "en-GB";
  const replace = (kind, name, value) => {
    Object.defineProperty(kind.prototype, name, { value, writable: true, configurable: true, enumerable: false });
  };
  replace(String, "localeCompare", function localeCompare(that, locales, options) {
    const a = String(this), b = String(that);
    if (a === b) return 0;
    return isKnown(a) && isKnown(b) && isEnglish(locales) && options === undefined ? compare(a, b) : missing();
  });
  for (const kind of [Number, BigInt, Date]) replace(kind, "toLocaleString", missing);
  replace(Date, "toLocaleDateString", missing);
  replace(Date, "toLocaleTimeString", missing);
}`;

/**
 * Stack limit of QuickJS, within the process's own stack (see nodeFlags): the machine's frames are larger than QuickJS
 * counts.
 */
const STACK_BYTES = (process.platform === "win32" ? 128 : 768) * 1024;

/** Names of the snapshot's parts. */
const WASM = "quickjs.wasm";
const ADDRESSES = "addresses";

/** Addresses of the library's objects in the memory. */
interface Addresses {
  readonly runtime: JSRuntimePointer;
  readonly context: JSContextPointer;
}

/** Key of the global that holds the guest's own tools. The host removes it before a program runs. */
export const GUEST = 'Symbol.for("smcs.guest")';

/** Returns the addresses, for which the library has no public properties. */
const addressesOf = (runtime: QuickJSRuntime, context: QuickJSContext): Addresses => ({
  runtime: runtime["rt"].value,
  context: context["ctx"].value,
});

/**
 * Starts QuickJS, prepares everything that programs find, and writes the snapshot that all later processes start from.
 * Reading and running the sandbox's own code takes longer than most programs.
 */
export async function writeQuickJs(descriptor: number, wasm: Uint8Array<ArrayBuffer>, memoryLimitMb: number) {
  const module = new WebAssembly.Module(wasm);
  const { quickjs, memory } = await instantiate(module);
  const runtime = quickjs.newRuntime({ memoryLimitBytes: memoryLimitMb * 2 ** 20, maxStackSizeBytes: STACK_BYTES });
  loadOwnModules(runtime);
  const context = runtime.newContext();
  const evaluated = (text: string, file: string, type: "global" | "module" = "global") =>
    context.unwrapResult(context.evalCode(text, file, { type }));
  const called = (text: string, file: string, ...given: Parameters<typeof context.callFunction>[2][]) =>
    context.unwrapResult(context.callFunction(evaluated(text, file), context.undefined, ...given));
  const tools = called(PRELUDE, "prelude.js");
  called(LOCALE, "locale.js");
  evaluated(PRELOAD, "preload.mjs", "module");
  const peer = called(QUICKJS_PEER, "peer.js");
  called(`(tools, peer) => { globalThis[${GUEST}] = { tools, peer }; }`, "guest.js", tools, peer);

  const addresses = Buffer.from(JSON.stringify(addressesOf(runtime, context)));
  const { memory: before } = await instantiate(module);
  if (memory.length !== before.length) throw new Error("QuickJS does not go on with its memory as it was.");
  writeSnapshot(descriptor, { [WASM]: wasm, [ADDRESSES]: addresses }, { memory, before });
}

/**
 * Compiles QuickJS from a snapshot.
 *
 * @returns a function that makes a new context for a program
 */
export function quickJsInSnapshot(descriptor: number): () => Promise<QuickJSContext> {
  const file = new SnapshotFile(descriptor);
  const module = new WebAssembly.Module(file.part(WASM));
  const addresses = JSON.parse(file.part(ADDRESSES).toString()) as Addresses;
  return async () => {
    const { quickjs, memory } = await instantiate(module);
    file.readMemory(memory);
    // The memory already contains a runtime, which the library must continue to use.
    (quickjs.getFFI() as { QTS_NewRuntime: () => JSRuntimePointer }).QTS_NewRuntime = () => addresses.runtime;
    const runtime = quickjs.newRuntime();
    loadOwnModules(runtime);
    return runtime.newContext({ contextPointer: addresses.context });
  };
}

async function instantiate(wasmModule: WebAssembly.Module) {
  const quickjs = await newQuickJSWASMModuleFromVariant(newVariant(releaseSync, { wasmModule }));
  return { quickjs, memory: new Uint8Array(quickjs.getWasmMemory().buffer) };
}

function loadOwnModules(runtime: QuickJSRuntime): void {
  runtime.setModuleLoader(
    (name) => moduleSource(name) ?? { error: new Error(`Cannot find module '${name}'`) },
    (_, requested) => moduleName(requested),
  );
}

/** Returns one name for each module: assertions are always strict, and `node:` is optional. */
function moduleName(requested: string): string {
  const bare = requested.replace(/^node:/, "");
  return bare === "assert/strict" ? "assert" : bare;
}

/** Returns the source of a module that programs can import; null for any other. */
function moduleSource(name: string): string | null {
  return Object.hasOwn(SOURCES, name) ? (SOURCES[name] ?? null) : null;
}
