import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";

/** Names of runs' files; whatever else lies in the folder is left alone. */
const NAME = /^\d{4}-\d\d-\d\dT\d{6}Z-(.+)\.jsonl$/;

/** How much a folder of runs may hold before its oldest go. */
interface RunsLimits {
  readonly files: number;
  readonly bytes: number;
  /** Younger files stay, however many there are; in milliseconds. */
  readonly keptMs: number;
}

/** A week of busy use; the last day is never touched. */
const LIMITS: RunsLimits = { files: 500, bytes: 256 * 2 ** 20, keptMs: 24 * 60 * 60 * 1000 };

/** A run's file name: `2026-07-31T101530Z-<runId>.jsonl`, so that names sort by time. */
export function nameOfRun(startedAt: Date, runId: string): string {
  const date = startedAt.toISOString().replace(/:|\.\d+/g, "");
  return `${date}-${runId}.jsonl`;
}

/** The runs' files of a folder, newest first; none when there is no folder. */
export async function runFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((): string[] => []);
  return names
    .filter((name) => NAME.test(name))
    .sort()
    .reverse()
    .map((name) => path.join(folder, name));
}

/** The files of some runs, newest first. */
export async function filesOfRuns(folder: string, runIds: ReadonlySet<string>): Promise<string[]> {
  return (await runFiles(folder)).filter((file) => runIds.has(NAME.exec(path.basename(file))?.[1] ?? ""));
}

/** Removes the oldest runs' files while there are too many, or they take too much room. What cannot go stays. */
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
