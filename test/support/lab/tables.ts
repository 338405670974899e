import { randomStream } from "../../../src/core/random.ts";
import { presets } from "../../../src/core/parameters.ts";
import type { JudgedCandidate, JudgedReply, Outcome } from "../../../src/lab/benchmark/outcome.ts";
import type { Figure, Table } from "../../../src/lab/benchmark/report/table.ts";
import type { Variant } from "../../../src/lab/benchmark/variant.ts";
import { poolOf, type TablesContext } from "../../../src/lab/benchmark/tables/context.ts";

/** Two models that may answer and one to compare with. */
export const context: TablesContext = {
  models: [
    { name: "alpha", pool: true },
    { name: "beta", pool: true },
    { name: "gamma-ray", pool: false },
  ],
  sources: ["MBPP", "own"],
  bankSize: 100,
  parameters: { ...presets.coding, referencers: 2 },
  seeds: 2,
  simulated: false,
  bankAccuracy: [
    { model: "alpha", overall: 0.5, bySource: { MBPP: 0.2, own: 0.8 } },
    { model: "beta", overall: 0.7, bySource: { MBPP: 0.9, own: 0.5 } },
  ],
};

/** Returns an outcome with the given parts; question `MBPP-1` is of data set `MBPP`. */
export function outcomeOf(variant: Variant | string, question: string, parts: Partial<Outcome> = {}): Outcome {
  return {
    variant: typeof variant === "string" ? variant : variant.id,
    question,
    source: question.split("-")[0] ?? "",
    correct: 1,
    costUsd: 0.01,
    latencyMs: 1000,
    references: [],
    candidates: [],
    winner: null,
    prior: [],
    supportBySource: {},
    replies: { known: 1, cutOff: 0, unknown: 0 },
    error: null,
    ...parts,
  };
}

/** Returns the outcomes of a variant with the given correctness on each question. */
export function outcomesOf(variant: Variant | string, correct: Readonly<Record<string, number | null>>): Outcome[] {
  return Object.entries(correct).map(([question, value]) => outcomeOf(variant, question, { correct: value }));
}

/** Returns a candidate of `alpha` with the given parts. */
export function candidateOf(parts: Partial<JudgedCandidate>): JudgedCandidate {
  return {
    model: "alpha",
    correct: 1,
    costUsd: 0.01,
    durationMs: 500,
    subset: ["alpha"],
    similarity: 0.9,
    perplexity: 1.1,
    cutOff: false,
    ...parts,
  };
}

/** Returns plausible outcomes of every variant on every question, at random from a fixed seed. */
export function madeUpOutcomes(
  tablesContext: TablesContext,
  variants: readonly Variant[],
  questions: number,
): Outcome[] {
  const pool = poolOf(tablesContext);
  return variants.flatMap((variant) =>
    Array.from({ length: questions }, (_, index) => {
      const source = tablesContext.sources[index % tablesContext.sources.length] ?? "";
      const random = randomStream(index, "difficulty");
      const difficulty = random();
      const own = randomStream(index, variant.id);
      const skill = variant.system === "smcs" ? 0.78 : 0.45 + 0.3 * randomStream(1, variant.id)();
      const right = (): number => Number(own() < skill * (1.35 - 0.7 * difficulty));
      const reply = (model: string): JudgedReply => ({ model, correct: right(), costUsd: 0.002, durationMs: 900 });
      const merges = variant.system === "single" ? 0 : (variant.parameters.aggregations ?? 4);
      const candidates = Array.from({ length: merges }, () =>
        candidateOf({
          ...reply(variant.aggregator ?? pool[0] ?? ""),
          subset: pool.slice(0, 2),
          similarity: 0.7 + 0.3 * own(),
          perplexity: 1.05 + 0.5 * own(),
        }),
      );
      const bank = tablesContext.sources.map((name) => [name, own() + (name === source ? 2 : 0)] as const);
      const support = bank.reduce((sum, [, share]) => sum + share, 0);
      return outcomeOf(variant, `q${String(index).padStart(4, "0")}`, {
        source,
        correct: right(),
        costUsd: 0.004 * Math.max(1, merges) * (0.5 + own()),
        latencyMs: 900 + 4000 * own() + 300 * merges,
        references: pool.slice(0, 2).map(reply),
        candidates,
        winner: candidates.length > 0 ? 0 : null,
        prior: pool.map((model, place) => ({ model, value: own() + 1 / (1 + place) })),
        supportBySource: Object.fromEntries(bank.map(([name, share]) => [name, share / support])),
      });
    }),
  );
}

/** Returns the figure of a table by the titles of its row and its column. */
export function figureIn(table: Table | undefined, row: string, column: string): Figure | undefined {
  const at = table?.columns.findIndex(({ title }) => title === column) ?? -1;
  return table?.rows.find(({ title }) => title === row)?.figures[at];
}

/** Returns the values of a column by the rows' titles, rounded to nine digits. */
export function valuesOf(table: Table | undefined, column: string): Record<string, number | null> {
  const titles = table?.rows.map(({ title }) => title) ?? [];
  return Object.fromEntries(
    titles.map((title) => {
      const value = figureIn(table, title, column)?.value ?? null;
      return [title, value === null ? null : Number(value.toFixed(9))];
    }),
  );
}
