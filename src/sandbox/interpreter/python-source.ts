import { Buffer } from "node:buffer";
import { Script } from "node:vm";
import { readPyodide } from "./trimmed-pyodide.ts";
import type { RealmFiles } from "./bare-realm.ts";
import { PYTHON_REALM } from "./python-realm.ts";
import { SnapshotFile, writeSnapshot } from "./snapshot-file.ts";

/** What a Python is started from. */
export interface PythonSource {
  /** In the order in which they run; the last one's value is PYTHON_REALM. */
  readonly scripts: readonly Script[];
  readonly files: RealmFiles;
  readonly abiVersion: string;
  /** The memory to go on with; null starts anew. */
  readonly memory: {
    readonly size: number;
    readonly read: (into: Uint8Array) => void;
    /** Told what became of the memory by the start itself. */
    readonly onStarted?: (memory: Uint8Array) => void;
  } | null;
}

const SCRIPTS = ["module.js", "loader.js", "realm.js"];

/** Names of the files that Pyodide asks for. */
export const FILES = { wasm: "pyodide/pyodide.asm.wasm", standardLibrary: "pyodide/python_stdlib.zip" };

/** Both ways to start that Pyodide's folder allows, and a function that writes the file for all later starts. */
export function sourcesInFolder(folder: string): {
  readonly anew: PythonSource;
  readonly goingOn: (memory: Uint8Array, onStarted: (after: Uint8Array, before: Uint8Array) => void) => PythonSource;
  readonly write: (descriptor: number, memories: Parameters<typeof writeSnapshot>[2]) => void;
} {
  const { module, loader, wasm, wasmWithoutData, standardLibrary, abiVersion } = readPyodide(folder);
  const texts = [module, loader, `globalThis.makePython = ${PYTHON_REALM}`];
  const scripts = texts.map((text, index) => new Script(text, { filename: SCRIPTS[index] }));
  const { wasm: wasmFile, standardLibrary: libraryFile } = FILES;
  const kept = { [wasmFile]: wasmWithoutData, [libraryFile]: standardLibrary };
  return {
    anew: { scripts, files: filesOf({ [wasmFile]: wasm, [libraryFile]: standardLibrary }), abiVersion, memory: null },
    goingOn: (memory, onStarted) => {
      let before = new Uint8Array();
      const goneOn = {
        size: memory.length,
        read: (into: Uint8Array) => {
          before = into.slice();
          into.set(memory);
        },
        onStarted: (after: Uint8Array) => {
          onStarted(after, before);
        },
      };
      return { scripts, files: filesOf(kept), abiVersion, memory: goneOn };
    },
    write: (descriptor, memories) => {
      const parts: Record<string, Uint8Array> = { ...kept, abiVersion: Buffer.from(abiVersion) };
      for (const [index, name] of SCRIPTS.entries()) {
        parts[name] = Buffer.from(texts[index] ?? "");
        // With the functions that a start calls, compiled.
        parts[`${name} compiled`] = scripts[index]?.createCachedData() ?? Buffer.alloc(0);
      }
      writeSnapshot(descriptor, parts, memories);
    },
  };
}

function filesOf(contents: Readonly<Record<string, Uint8Array>>): RealmFiles {
  return {
    size: (file) => contents[file]?.length ?? 0,
    read: (file, into) => {
      into.set(contents[file] ?? []);
    },
  };
}

/** The source in a file that was written for all later starts. */
export function sourceInSnapshot(descriptor: number): PythonSource {
  const file = new SnapshotFile(descriptor);
  return {
    scripts: SCRIPTS.map((filename) => {
      const cachedData = file.part(`${filename} compiled`);
      return new Script(file.part(filename).toString(), { filename, cachedData });
    }),
    files: file,
    abiVersion: file.part("abiVersion").toString(),
    memory: {
      size: file.memorySize,
      read: (into) => {
        file.readMemory(into);
      },
    },
  };
}
