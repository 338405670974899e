import { fstatSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { BareRealm, readAll } from "./bare-realm.ts";
import { SNAPSHOT_DESCRIPTOR, type InterpreterPlan, type ProgramReply, type ProgramRequest } from "./messages.ts";
import type { Input } from "./input.ts";
import { Output, writeAll } from "./output.ts";
import { FAREWELL, PREPARATION } from "./python-text.ts";
import { PYTHON_REALM } from "./python-realm.ts";

/** How long after its limit a program is stopped from inside, should nobody have killed the process. */
const GRACE_MS = 1000;

/** The realm's side; see PYTHON_REALM. */
interface PythonRealm {
  start(snapshotSize: number): Promise<void>;
  memory(): Uint8Array;
  prepare(text: string): string;
}

/** CPython, started and waiting for one program. */
export interface Python {
  readonly memory: () => Uint8Array;
  readonly prepare: () => void;
  readonly run: (request: ProgramRequest) => ProgramReply;
}

/**
 * Starts CPython in a bare realm.
 *
 * @param fromSnapshot goes on with the memory found on SNAPSHOT_DESCRIPTOR, else starts anew
 * @param input what follows the request is for a program that speaks
 */
export async function startPython(
  { pyodideFolder, memoryLimitMb }: Pick<InterpreterPlan, "pyodideFolder" | "memoryLimitMb">,
  fromSnapshot: boolean,
  { input, onFlood }: { readonly input: Input; readonly onFlood: (output: Output) => void },
): Promise<Python> {
  const output: Output = new Output(() => {
    onFlood(output);
  });
  let fault = "";
  let speaks = false;
  const realm = new BareRealm(
    (file) => openSync(path.join(pyodideFolder, path.basename(file)), "r"),
    (text) => {
      fault ||= text;
    },
  );
  const source = (file: string): string => readFileSync(path.join(pyodideFolder, file), "utf8");
  const module = source("pyodide.asm.mjs");
  realm.run(
    asScript(module, "export default _createPyodideModule", "globalThis.createModule = _createPyodideModule"),
    "asm.js",
  );
  const [exported, name] = /export\{(\w+) as loadPyodide,\w+ as version\}/.exec(source("pyodide.mjs")) ?? [];
  realm.run(asScript(source("pyodide.mjs"), exported, `globalThis.loadPyodide = ${name ?? ""}`), "pyodide.js");
  const makePython = realm.run(`globalThis.makePython = ${PYTHON_REALM}`, "python.js") as (host: object) => PythonRealm;
  const abiVersion = abiVersionOf(source("pyodide-lock.json"));
  const python = makePython({
    abiVersion,
    memoryLimit: memoryLimitMb * 2 ** 20,
    readSnapshot: (into: Uint8Array) => {
      readAll(SNAPSHOT_DESCRIPTOR, into);
    },
    write: (descriptor: number, bytes: Uint8Array) => {
      output.write(descriptor, bytes);
    },
    send: (bytes: Uint8Array) => {
      // Whoever reads this process's output takes what a program writes here for the interpreter's own words.
      if (speaks) writeAll(1, bytes);
    },
    receive: (into: Uint8Array) => (speaks ? input.read(into) : 0),
    fault: (text: string) => {
      fault = text;
    },
  });
  const call = realm.run("(python) => { globalThis.runProgram = (...given) => python.run(...given); }", "call.js") as (
    python: PythonRealm,
  ) => void;
  call(python);
  await python.start(fromSnapshot ? fstatSync(SNAPSHOT_DESCRIPTOR).size : 0);

  return {
    memory: () => python.memory(),
    prepare: () => {
      const status = python.prepare(PREPARATION);
      const { error } = output.reply("error");
      if (status !== "finished") throw new Error(`Python could not be prepared: ${error}`);
    },
    run: ({ program, stdin, timeLimitMs, speaks: side }) => {
      speaks = side !== undefined;
      const given = [program, stdin ?? "", stdin !== null, FAREWELL].map((value) => JSON.stringify(value)).join(", ");
      const status = realm.run(`runProgram(${given})`, "run.js", timeLimitMs + GRACE_MS) as ProgramReply["status"];
      return output.reply(status, fault);
    },
  };
}

/** A module's text as a script. */
function asScript(source: string, exported: string | undefined, instead: string): string {
  if (exported === undefined || !source.includes(exported)) {
    throw new Error("This Pyodide is built in another way than the one that the sandbox was written for.");
  }
  const script = source.replace(exported, () => instead).replaceAll("import.meta.url", '"file:///pyodide.mjs"');
  return `(() => {${script.replace(/\/\/# sourceMappingURL=.*\s*$/, "")}\n})()`;
}

function abiVersionOf(lockFile: string): string {
  const { info } = JSON.parse(lockFile) as { info: { abi_version: string } };
  return info.abi_version;
}
