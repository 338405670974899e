import path from "node:path";
import type { Language } from "../core/code-runner.ts";

/** Paths of the sandbox's files. */
export interface SandboxFiles {
  /** Scripts of the interpreter processes (interpreter/*-main.ts, or their bundles). */
  readonly entries: Readonly<Record<Language | "snapshot", string>>;
  readonly pyodideFolder: string;
  readonly quickjsWasm: string;
}

/** Returns all of the files: what an interpreter's process may read. */
export function allOf({ entries, pyodideFolder, quickjsWasm }: SandboxFiles): string[] {
  return [...new Set([...Object.values(entries), pyodideFolder, quickjsWasm])];
}

/** Returns the paths of the files that the build writes into a folder. */
export function bundledFiles(folder: string): SandboxFiles {
  const entry = (name: string): string => path.join(folder, `interpreter-${name}.cjs`);
  return {
    entries: {
      python: entry("python"),
      javascript: entry("javascript"),
      typescript: entry("typescript"),
      snapshot: entry("snapshot"),
    },
    pyodideFolder: path.join(folder, "pyodide"),
    quickjsWasm: path.join(folder, "quickjs.wasm"),
  };
}
