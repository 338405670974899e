import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { isRunning } from "./is-running.ts";

/**
 * Fills a folder with `build`, unless `target` exists. The build runs in a sibling folder that gets its final name at
 * the end. So a broken build never counts as finished, and two processes may build the same folder.
 */
export async function buildOnce(target: string, build: (folder: string) => Promise<void>): Promise<void> {
  if (existsSync(target)) return;
  await removeLeftovers(target);
  const building = `${target}.building-${process.pid}`;
  await mkdir(building, { recursive: true });
  try {
    await build(building);
    await rename(building, target);
  } catch (error) {
    await rm(building, { recursive: true, force: true });
    // Another process may have finished the same build in the meantime.
    if (!existsSync(target)) throw error;
  }
}

/** Removes leftovers of interrupted builds, but not the folder of a running build. */
async function removeLeftovers(target: string): Promise<void> {
  const parent = path.dirname(target);
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) {
    const builder = /\.building-(\d+)$/.exec(name)?.[1];
    if (builder === undefined || isRunning(Number(builder))) continue;
    await rm(path.join(parent, name), { recursive: true, force: true });
  }
}
