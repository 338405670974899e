import path from "node:path";
import type { Language } from "../core/code-runner.ts";

/** Paths of the sandbox's files. */
export interface SandboxFiles {
  /** Scripts of the interpreter processes (interpreter/*-main.ts, or their bundles). */
  readonly entries: Readonly<Record<Language | "snapshot", string>>;
  readonly pyodideFolder: string;
  readonly quickjsWasm: string;
  /** Further paths that the processes may read; empty for a bundle. */
  readonly readable: readonly string[];
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
    readable: [],
  };
}
