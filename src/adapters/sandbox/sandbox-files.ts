import path from "node:path";

/** Where the parts of the sandbox lie. */
export interface SandboxFiles {
  /** Script of the interpreter processes (interpreter/main.ts, or its bundle). */
  readonly entry: string;
  readonly pyodideFolder: string;
  readonly quickjsWasm: string;
  /** What the processes may read beside these: none for a bundle. */
  readonly readable: readonly string[];
}

/** The files as the build lays them down in its folder. */
export function bundledFiles(folder: string): SandboxFiles {
  return {
    entry: path.join(folder, "interpreter.js"),
    pyodideFolder: path.join(folder, "pyodide"),
    quickjsWasm: path.join(folder, "quickjs.wasm"),
    readable: [],
  };
}
