import { existsSync, realpathSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
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

/** The folders that interpreters are started from. */
export interface SandboxFolders {
  /** Where the build lies. */
  readonly dist: string;
  /** Private folder for what later processes start from: it may be removed at any time. */
  readonly snapshots: string;
}

/**
 * Returns the options of a sandbox of the build. Its processes may read only the build's folder, so a link to it is
 * resolved here. The variable SMCS_SANDBOX_CACHE names another folder for snapshots.
 */
export function builtSandbox({ dist, snapshots }: SandboxFolders): {
  readonly files: SandboxFiles;
  /** The checker's script. */
  readonly checker: URL;
  readonly snapshotFolder: string;
} {
  const folder = existsSync(dist) ? realpathSync(dist) : dist;
  return {
    files: bundledFiles(folder),
    checker: pathToFileURL(path.join(folder, "checker.js")),
    snapshotFolder: process.env["SMCS_SANDBOX_CACHE"] || snapshots,
  };
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
