import { existsSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "./repository.ts";

/** Returns the Node.js 24 binary that code-server needs: the running one, or else the one of the lockfile. */
export function node24(): string {
  if (process.versions.node.startsWith("24.")) return process.execPath;
  const installed = path.join(repositoryRoot, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  if (existsSync(installed)) return installed;
  throw new Error("code-server needs Node.js 24: run `npm ci`, which brings it along on Linux, or install it.");
}
