import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { createBank } from "../../src/bank/store/bank-store.ts";
import { type Figure, figure } from "./figure.ts";
import { median, timesAsLong } from "./interleaved.ts";
import type { Contender, Opening } from "./open-child.ts";
import { syntheticBank } from "./synthetic-bank.ts";

const DIMENSION = 384;
const MODELS = 15;

const sizes = [
  { size: 10_000, rounds: 15 },
  { size: 100_000, rounds: 7 },
] as const;
const LARGEST = 100_000;

/**
 * Returns the time of opening a bank from its side file, compared with reading that file's bytes and with vectra's
 * load, each in a fresh process.
 */
export async function measureOpening(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { size, rounds } of sizes) figures.push(...(await measureSize(size, rounds)));
  return figures;
}

async function measureSize(size: number, rounds: number): Promise<Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-bench-open-"));
  try {
    const { space, entries } = syntheticBank(size, DIMENSION, MODELS, 0);
    await createBank(folder, { space, entries });
    const rows = size.toLocaleString("en");
    const making = await open("sideFile", folder);
    const vectra: Opening[] = [];
    const sideFile: Opening[] = [];
    const bytes: Opening[] = [];
    // The first round loads the files into the system's cache and does not count.
    for (let round = -1; round < rounds; round++) {
      const [theirs, ours] = [await open("vectra", folder), await open("sideFile", folder)];
      const plain = await open("bytes", folder);
      if (theirs.entries !== size || ours.entries !== size) throw new Error("A contender opened another bank.");
      if (round < 0) continue;
      vectra.push(theirs);
      sideFile.push(ours);
      bytes.push(plain);
    }
    const figures = [
      figure(`making the side file and opening, N = ${rows}`, making.milliseconds, "ms"),
      figure(`opening from the side file, N = ${rows}`, median(times(sideFile)), "ms"),
      figure(`vectra's own load, N = ${rows}`, median(times(vectra)), "ms"),
      figure(`opening faster than vectra's load, N = ${rows}`, timesAsLong(times(vectra), times(sideFile)), "times"),
      figure(`reading the side file's bytes, N = ${rows}`, median(times(bytes)), "ms"),
      figure(
        `opening against reading its bytes, N = ${rows}`,
        timesAsLong(times(sideFile), times(bytes)),
        "times",
        "<= 1.5",
      ),
    ];
    if (size < LARGEST) return figures;
    const selection = await open("sideFileAndSelection", folder);
    return [
      ...figures,
      figure(`memory of opening and one selection, N = ${rows}`, selection.peakMegabytes, "MB", "<= 350"),
      figure(`memory of making the side file, N = ${rows}`, making.peakMegabytes, "MB"),
      figure(
        `memory of vectra's own load, N = ${rows}`,
        median(vectra.map(({ peakMegabytes }) => peakMegabytes)),
        "MB",
      ),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const times = (openings: readonly Opening[]): number[] => openings.map(({ milliseconds }) => milliseconds);

/** Opens a bank in a separate process, which runs the TypeScript sources directly. */
async function open(contender: Contender, folder: string): Promise<Opening> {
  const script = path.join(import.meta.dirname, "open-child.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [script, contender, folder]);
  return JSON.parse(stdout) as Opening;
}
