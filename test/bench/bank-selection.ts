import { scannedVectors } from "../../src/bank/scan/vector-memory.ts";
import type { Embedding } from "../../src/core/embedding.ts";
import { resolveParameters } from "../../src/core/parameters.ts";
import { packBank, type PackedBank } from "../../src/core/packed-bank/index.ts";
import { selectReferencers, type Selection } from "../../src/core/selection/select-referencers.ts";
import { type Figure, figure } from "./figure.ts";
import { interleaved, median, timesAsLong } from "./interleaved.ts";
import { watchedEngine } from "./reading-pass.ts";
import { syntheticBank } from "./synthetic-bank.ts";
import { vectraSimilarities } from "./vectra-similarities.ts";

const DIMENSION = 384;
const MODELS = 15;
const ASKED = 16;

/** By size: how often vectra and the short contenders are timed, and the goals. */
const sizes = [
  { size: 1_000, vectraRounds: 101, rounds: 1501 },
  { size: 10_000, vectraRounds: 31, rounds: 501, atLeast: ">= 12", atMost: "<= 1.3" },
  { size: 100_000, vectraRounds: 11, rounds: 101, atLeast: ">= 10", atMost: "<= 1.5" },
] as const satisfies readonly Size[];

interface Size {
  readonly size: number;
  readonly vectraRounds: number;
  readonly rounds: number;
  readonly atLeast?: `>= ${number}`;
  readonly atMost?: `<= ${number}`;
}

/**
 * Returns the figures of RPS on the packed bank: compared with vectra's search, its own scan, and reading the matrix.
 */
export async function measureSelection(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of sizes) figures.push(...(await measureSize(size)));
  return figures;
}

async function measureSize({ size, vectraRounds, rounds, atLeast, atMost }: Size): Promise<Figure[]> {
  const synthetic = syntheticBank(size, DIMENSION, MODELS, ASKED);
  const { engine, readingPass } = watchedEngine();
  const bank = packBank(synthetic.space, synthetic.entries, (n, d) => scannedVectors(n, d, engine));
  const { scan } = bank;
  if (scan === undefined) throw new Error("The bank was packed without its scan.");
  const read = await readingPass(bank.vectors);

  const pool = synthetic.models.map((name) => ({ name, price: null }));
  const parameters = resolveParameters("paper", {});
  const asked = (round: number): Embedding => synthetic.asked[round % ASKED] as Embedding;
  const select = (round: number, from: PackedBank): Selection =>
    selectReferencers({ text: "?", embedding: asked(round) }, from, pool, parameters);

  // The same step of RPS, with vectra's similarities in place of the scan's.
  const search = await vectraSimilarities(synthetic);
  let found: Float32Array = new Float32Array();
  const { neighbours: _, ...withoutSearch } = bank;
  const searched: PackedBank = { ...withoutSearch, scan: () => found };
  const selectSearched = async (round: number): Promise<Selection> => {
    found = await search(asked(round).vector);
    return select(round, searched);
  };

  const rows = size.toLocaleString("en");
  // The shortest contenders first: V8 takes objects that outlive a collection of vectra's garbage for long-lived ones,
  // and allocates them more slowly.
  const fast = await interleaved(rounds, {
    rps: (round) => select(round, bank),
    scan: (round) => scan(asked(round).vector),
    read,
  });
  const slow = await interleaved(vectraRounds, { rps: (round) => select(round, bank), vectra: selectSearched });
  const comparisons: Comparison[] = [];
  for (const i of synthetic.asked.keys()) comparisons.push(compare(select(i, bank), await selectSearched(i)));
  // Megabytes divided by milliseconds are GB/s.
  const megabytes = bank.vectors.byteLength / 1e6;
  return [
    figure(`RPS, N = ${rows}`, median(fast.rps), "ms"),
    figure(`RPS through vectra, N = ${rows}`, median(slow.vectra), "ms"),
    figure(`RPS faster than through vectra, N = ${rows}`, timesAsLong(slow.vectra, slow.rps), "times", atLeast),
    figure(
      `same support and referencers, N = ${rows}`,
      shareOf(comparisons, ({ same }) => same),
      "share",
      ">= 1",
    ),
    figure(
      `largest difference of a prior, N = ${rows}`,
      Math.max(...comparisons.map(({ priorDifference }) => priorDifference)),
      "relative",
      "<= 1e-6",
    ),
    figure(`support questions, N = ${rows}`, median(comparisons.map(({ support }) => support)), "questions"),
    figure(`scan, N = ${rows}`, median(fast.scan), "ms"),
    figure(`RPS against the scan alone, N = ${rows}`, timesAsLong(fast.rps, fast.scan), "times as long", atMost),
    figure(`scan's rate, N = ${rows}`, megabytes / median(fast.scan), "GB/s"),
    figure(`rate of only reading, N = ${rows}`, megabytes / median(fast.read), "GB/s"),
  ];
}

/** The results of one question by two ways. */
interface Comparison {
  /** Whether the support is the same set, and the referencers are the same in the same order. */
  readonly same: boolean;
  /** The largest relative difference of a model's prior. */
  readonly priorDifference: number;
  /** N_sup */
  readonly support: number;
}

function compare(a: Selection, b: Selection): Comparison {
  const choice = ({ support, referencers }: Selection): string =>
    JSON.stringify([support.map(({ id }) => id).sort(), referencers]);
  const others = new Map(b.prior.map(({ model, value }) => [model, value]));
  const differences = a.prior.map(
    ({ model, value }) => Math.abs(value - (others.get(model) ?? Number.NaN)) / Math.abs(value),
  );
  return { same: choice(a) === choice(b), priorDifference: Math.max(...differences), support: a.support.length };
}

function shareOf<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  return items.filter(holds).length / items.length;
}
