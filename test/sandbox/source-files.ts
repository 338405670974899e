import path from "node:path";
import { keptForLater } from "../support/processes/start-process.ts";
import { bundledFiles } from "../../src/sandbox/sandbox-files.ts";

const root = path.join(import.meta.dirname, "../..");

/**
 * The sandbox's files as shipped, built by `npm run build`. Their processes start faster than those from the source.
 */
export const builtFiles = bundledFiles(path.join(root, "dist"));

/** Folder in which tests share the snapshots that interpreters start from. */
export const snapshotFolder = keptForLater.SMCS_SANDBOX_CACHE;
