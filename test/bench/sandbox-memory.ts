import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { residentBytes } from "../../src/sandbox/process-facts.ts";
import { createSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import { builtFiles } from "../sandbox/source-files.ts";
import { type Figure, figure } from "./figure.ts";

const CHECKS = 10;
const EVERY_MS = 5;
const MIB = 1 << 20;

/**
 * Returns the maximum memory of a sandbox's processes together, without shared program files. Only Linux provides it.
 */
export async function measureMemory(name: string, check: (sandbox: Sandbox) => Promise<void>): Promise<Figure[]> {
  if (process.platform !== "linux") return [];
  const alone = await peakOf(0, check);
  const withSpares = await peakOf(1, check);
  return [
    figure(`${name}: memory of a check's two interpreters, at most`, alone / MIB, "MiB"),
    figure(`${name}: memory of a sandbox with its spares, at most`, withSpares / MIB, "MiB"),
  ];
}

/** @returns bytes */
async function peakOf(spares: number, check: (sandbox: Sandbox) => Promise<void>): Promise<number> {
  const sandbox = createSandbox({ files: builtFiles, spares });
  // Writes the snapshot, which is not part of a check.
  await check(sandbox);
  let peak = 0;
  const done = new AbortController();
  const watching = (async () => {
    while (!done.signal.aborted) {
      peak = Math.max(peak, await childrenBytes());
      await pause(EVERY_MS);
    }
  })();
  try {
    for (let count = 0; count < CHECKS; count++) await check(sandbox);
  } finally {
    done.abort();
    await watching;
    await sandbox.close();
  }
  return peak;
}

/** Returns the memory of the processes that were started from here. */
async function childrenBytes(): Promise<number> {
  const children = await readFile(`/proc/self/task/${process.pid}/children`, "utf8");
  const each = await Promise.all(
    children
      .split(" ")
      .filter(Boolean)
      .map((pid) => residentBytes(Number(pid))),
  );
  return each.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0);
}
