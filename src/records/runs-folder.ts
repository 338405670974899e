import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";

/** Names of runs' files; other files in the folder are left alone. */
const NAME = /^\d{4}-\d\d-\d\dT\d{6}Z-(.+)\.jsonl$/;

/** Limits of a folder of runs; beyond them its oldest files are removed. */
interface RunsLimits {
  readonly files: number;
  readonly bytes: number;
  /** Younger files are kept in any case; in milliseconds. */
  readonly keptMs: number;
}

/** A week of busy use; files of the last day are never removed. */
const LIMITS: RunsLimits = { files: 500, bytes: 256 * 2 ** 20, keptMs: 24 * 60 * 60 * 1000 };

/** Returns a run's file name: `2026-07-31T101530Z-<runId>.jsonl`, so that names sort by time. */
export function nameOfRun(startedAt: Date, runId: string): string {
  const date = startedAt.toISOString().replace(/:|\.\d+/g, "");
  return `${date}-${runId}.jsonl`;
}

/** Returns the runs' files of a folder, newest first; none without a folder. */
export async function runFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((): string[] => []);
  return names
    .filter((name) => NAME.test(name))
    .sort()
    .reverse()
    .map((name) => path.join(folder, name));
}

/** Returns the files of some runs, newest first. */
export async function filesOfRuns(folder: string, runIds: ReadonlySet<string>): Promise<string[]> {
  return (await runFiles(folder)).filter((file) => runIds.has(NAME.exec(path.basename(file))?.[1] ?? ""));
}

/**
 * Removes the oldest runs' files while there are too many or they are too large together. Files that cannot be removed
 * stay.
 */
export async function tidyRuns(folder: string, now: Date, limits = LIMITS): Promise<void> {
  let [files, bytes] = [0, 0];
  for (const file of await runFiles(folder)) {
    const found = await stat(file).catch(() => null);
    if (found === null) continue;
    files += 1;
    bytes += found.size;
    const young = now.getTime() - found.mtimeMs < limits.keptMs;
    if (young || (files <= limits.files && bytes <= limits.bytes)) continue;
    await rm(file).catch(() => undefined);
  }
}
