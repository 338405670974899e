import { Buffer } from "node:buffer";
import { Script } from "node:vm";
import { readPyodide } from "./trimmed-pyodide.ts";
import type { RealmFiles } from "./bare-realm.ts";
import { PYTHON_REALM } from "./python-realm.ts";
import { SnapshotFile, writeSnapshot } from "./snapshot-file.ts";

/** What Python starts from. */
export interface PythonSource {
  /** In the order of execution. The last script returns PYTHON_REALM. */
  readonly scripts: readonly Script[];
  readonly files: RealmFiles;
  readonly abiVersion: string;
  /** The memory to continue from; null starts Python from scratch. */
  readonly memory: {
    readonly size: number;
    readonly read: (into: Uint8Array) => void;
    /** Receives the memory after the start. */
    readonly onStarted?: (memory: Uint8Array) => void;
  } | null;
}

const SCRIPTS = ["module.js", "loader.js", "realm.js"];

/** Names of the files that Pyodide reads. */
export const FILES = { wasm: "pyodide/pyodide.asm.wasm", standardLibrary: "pyodide/python_stdlib.zip" };

/**
 * Returns the two sources of a start that Pyodide's folder allows: from scratch, and from a memory. `write` writes the
 * snapshot for all later starts.
 */
export function sourcesInFolder(folder: string): {
  readonly fromScratch: PythonSource;
  readonly fromMemory: (memory: Uint8Array, onStarted: (after: Uint8Array, before: Uint8Array) => void) => PythonSource;
  readonly write: (descriptor: number, memories: Parameters<typeof writeSnapshot>[2]) => void;
} {
  const { module, loader, wasm, wasmWithoutData, standardLibrary, abiVersion } = readPyodide(folder);
  const texts = [module, loader, `globalThis.makePython = ${PYTHON_REALM}`];
  const scripts = texts.map((text, index) => new Script(text, { filename: SCRIPTS[index] }));
  const { wasm: wasmFile, standardLibrary: libraryFile } = FILES;
  const kept = { [wasmFile]: wasmWithoutData, [libraryFile]: standardLibrary };
  return {
    fromScratch: {
      scripts,
      files: filesOf({ [wasmFile]: wasm, [libraryFile]: standardLibrary }),
      abiVersion,
      memory: null,
    },
    fromMemory: (memory, onStarted) => {
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
        // Includes the compiled functions that a start calls.
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

/** Returns the source in a snapshot. */
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
