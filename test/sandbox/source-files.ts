import path from "node:path";
import { bundledFiles, type SandboxFiles } from "../../src/adapters/sandbox/sandbox-files.ts";

const root = path.join(import.meta.dirname, "../..");

/** The sandbox as it is shipped, by `npm run build`; its processes start faster than from the source. */
export const builtFiles = bundledFiles(path.join(root, "dist"));

/** The sandbox as it lies in the source, for tests that need no build. */
export const sourceFiles: SandboxFiles = {
  entry: path.join(root, "src/adapters/sandbox/interpreter/main.ts"),
  pyodideFolder: path.join(root, "node_modules/pyodide"),
  quickjsWasm: path.join(root, "node_modules/@jitl/quickjs-wasmfile-release-sync/dist/emscripten-module.wasm"),
  readable: [root],
};
