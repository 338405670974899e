import path from "node:path";
import type { Language } from "../core/code-runner.ts";

/** Where the parts of the sandbox lie. */
export interface SandboxFiles {
  /** Scripts of the interpreter processes (interpreter/*-main.ts, or their bundles). */
  readonly entries: Readonly<Record<Language | "snapshot", string>>;
  readonly pyodideFolder: string;
  readonly quickjsWasm: string;
  /** What the processes may read beside these: none for a bundle. */
  readonly readable: readonly string[];
}

/** The files as the build lays them down in its folder. */
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
