import { realpathSync } from "node:fs";
import path from "node:path";
import { keptForLater } from "../support/processes/start-process.ts";
import { bundledFiles, type SandboxFiles } from "../../src/sandbox/sandbox-files.ts";

const root = path.join(import.meta.dirname, "../..");
/** Real path of the packages: the folder may be a link. */
const packages = realpathSync(path.join(root, "node_modules"));

/**
 * The sandbox's files as shipped, built by `npm run build`. Their processes start faster than those from the source.
 */
export const builtFiles = bundledFiles(path.join(root, "dist"));

/** Folder in which tests share the snapshots that interpreters start from. */
export const snapshotFolder = keptForLater.SMCS_SANDBOX_CACHE;

const entry = (name: string): string => path.join(root, `src/sandbox/interpreter/${name}-main.ts`);

/** The sandbox's files in the source, for tests that need no build. */
export const sourceFiles: SandboxFiles = {
  entries: {
    python: entry("python"),
    javascript: entry("javascript"),
    typescript: entry("typescript"),
    snapshot: entry("snapshot"),
  },
  pyodideFolder: path.join(packages, "pyodide"),
  quickjsWasm: path.join(packages, "@jitl/quickjs-wasmfile-release-sync/dist/emscripten-module.wasm"),
  readable: [root, packages],
};
