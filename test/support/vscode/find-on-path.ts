import { existsSync } from "node:fs";
import path from "node:path";

/** Returns every file of this name in the folders of `PATH`, in that order. */
export function findOnPath(name: string, env: NodeJS.ProcessEnv = process.env): string[] {
  const folders = (env["PATH"] ?? env["Path"] ?? "").split(path.delimiter).filter(Boolean);
  return folders.map((folder) => path.join(folder, name)).filter((candidate) => existsSync(candidate));
}
