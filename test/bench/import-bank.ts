import { execFile } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { randomStream } from "../../src/core/random.ts";
import { type Figure, figure } from "./figure.ts";
import type { ImportMeasure } from "./import-worker.ts";
import { median } from "./interleaved.ts";

const DIMENSION = 384;
const MODELS = 15;
const SMALL = 10_000;
const LARGE = 100_000;
/** Number of rounds. Each imports both files. */
const ROUNDS = 3;

const worker = fileURLToPath(new URL("import-worker.ts", import.meta.url));

/**
 * Imports smcs-jsonl with embeddings (d = 384, R = 15) into new banks, each in a separate process that runs the
 * TypeScript sources. Returns time, peak memory, and how both grow from 10,000 to 100,000 rows.
 */
export async function measureImport(): Promise<Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-bench-import-"));
  try {
    const small = path.join(folder, "small.jsonl");
    const large = path.join(folder, "large.jsonl");
    await writeQuestions(small, SMALL);
    await writeQuestions(large, LARGE);
    const smalls: ImportMeasure[] = [];
    const larges: ImportMeasure[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      smalls.push(await importInto(path.join(folder, `small-${round}`), small, SMALL));
      larges.push(await importInto(path.join(folder, `large-${round}`), large, LARGE));
    }
    const again = await importInto(path.join(folder, "large-0"), large, LARGE);
    const ratios = larges.map(({ seconds }, round) => seconds / (smalls[round]?.seconds ?? Number.NaN));
    const seconds = median(larges.map((measure) => measure.seconds));
    const peak = Math.max(...larges.map((measure) => measure.peakMegabytes));
    return [
      figure("import 100k rows: peak memory", peak, "MB", "<= 500"),
      figure("import 10k rows: peak memory", Math.max(...smalls.map((measure) => measure.peakMegabytes)), "MB"),
      figure("import 100k rows against 10k: time", median(ratios), "times", "<= 12"),
      figure("import 100k rows: rate", LARGE / seconds, "rows/s"),
      figure("import 100k rows a second time, nothing new: time", again.seconds / seconds, "of the first"),
      figure("import 100k rows a second time: peak memory", again.peakMegabytes, "MB", "<= 500"),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function importInto(bankFolder: string, file: string, rows: number): Promise<ImportMeasure> {
  const { stdout } = await promisify(execFile)(process.execPath, [worker, file, bankFolder]);
  const measure = JSON.parse(stdout) as ImportMeasure;
  if (measure.questions !== rows) throw new Error(`${measure.questions} of ${rows} rows were imported`);
  return measure;
}

/** Writes this many questions with random embeddings and outcomes. */
async function writeQuestions(file: string, rows: number): Promise<void> {
  const random = randomStream(1, "import");
  const out = createWriteStream(file);
  for (let row = 0; row < rows; row++) {
    const embedding = Array.from({ length: DIMENSION }, () => Number((random() - 0.5).toPrecision(7)));
    const outcomes = Array.from({ length: MODELS }, (_, model) => [`model-${model}`, random() < 0.6 ? 1 : 0] as const);
    const line = JSON.stringify({
      id: `synthetic/${row}`,
      source: `source-${row % 8}`,
      domain: "coding",
      question: `Question ${row}: how is ${Math.floor(random() * 1e9)} written as a sum of ${row % 97} squares, and why?`,
      task: { kind: "math", answer: String(row) },
      capability: Object.fromEntries(outcomes),
      embedding,
      space: "synthetic/384",
    });
    if (!out.write(`${line}\n`)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
}
