import type { Setup } from "./setup.ts";
import { type BankRow, bankRows, type DataSet, type ModelName, models, type WorldQuestion } from "./world.ts";

// Which models are chosen with the bank: Eq. 2 to 5, the best of a data set, and Symbolic-MoE's probabilities. Nothing
// of the product is used here.

/** A model's figures for a question. */
export interface Ranked {
  readonly model: ModelName;
  readonly prior: number;
  readonly overall: number;
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const knows = (model: ModelName, row: BankRow): number => (models[model].known?.(row) === true ? 1 : 0);

/** Returns how often a model is right on some bank questions; -1 if it was never evaluated. */
export function accuracyOn(model: ModelName, rows: readonly BankRow[]): number {
  if (rows.length === 0 || models[model].known === null) return -1;
  return sum(rows.map((row) => knows(model, row))) / rows.length;
}

/** Eq. 2 and 3: returns the similar questions. */
export function supportOf(question: WorldQuestion, { bank, supportBase, gamma }: Setup): { row: BankRow; S: number }[] {
  const rows = bank(question).map((row) => ({ row, S: row.similarity[question.dataSet] }));
  const descending = rows.map(({ S }) => S).sort((a, b) => b - a);
  const threshold = gamma * (descending[Math.min(supportBase, rows.length) - 1] ?? 0);
  return rows.filter(({ S }) => S > 0 && S >= threshold - 1e-6);
}

/** Eq. 4 and 5: returns the pool, highest prior first. Ties go by accuracy on the bank, then by name. */
export function ranking(question: WorldQuestion, setup: Setup): Ranked[] {
  const support = supportOf(question, setup);
  const rows = setup.bank(question);
  return setup.pool
    .map((model) => {
      const overall = accuracyOn(model, rows);
      const prior = support.length > 0 ? sum(support.map(({ row, S }) => S * knows(model, row))) : Math.max(0, overall);
      return { model, prior, overall };
    })
    .sort((a, b) => b.prior - a.prior || b.overall - a.overall || (a.model < b.model ? -1 : 1));
}

/**
 * Returns the model that is most often right on the question's data set. If the bank lacks that data set, uses the data
 * set of the most similar question, and without a similar one the whole bank.
 */
export function bestOnDataSet(question: WorldQuestion, setup: Setup): ModelName {
  const rows = setup.bank(question);
  const ofDataSet = (wanted: DataSet | undefined): BankRow[] => rows.filter(({ dataSet }) => dataSet === wanted);
  const similar = rows.filter(({ similarity }) => similarity[question.dataSet] > 0);
  const isHeld = ofDataSet(question.dataSet).length > 0;
  const own = ofDataSet(isHeld ? question.dataSet : similar[0]?.dataSet);
  const accuracy = (model: ModelName): number => accuracyOn(model, own.length === 0 ? rows : own);
  return highest(setup.pool, accuracy);
}

/** Returns the first element with the highest value. */
export const highest = <One>(all: readonly One[], value: (one: One) => number): One =>
  all.reduce((best, one) => (value(one) > value(best) ? one : best));

/**
 * Symbolic-MoE: returns the probability of each model, which is its suitability on the keyword, which is the data set,
 * times its strength squared. The probabilities add up to 1.
 */
export function chances({ dataSet }: WorldQuestion, { pool }: Setup): Map<ModelName, number> {
  const score = (model: ModelName, rows: readonly BankRow[]): number =>
    sum(rows.map((row) => 2 * knows(model, row) - 1));
  const totals = pool.map((model) => score(model, bankRows));
  const least = Math.min(...totals);
  const raise = least < 0 ? 1 - least : 0;
  const weights = pool.map((model, at) => {
    const suitability = score(
      model,
      bankRows.filter((row) => row.dataSet === dataSet),
    );
    return Math.max(0, suitability) * ((totals[at] as number) + raise) ** 2;
  });
  return new Map(pool.map((model, at) => [model, (weights[at] as number) / sum(weights)]));
}

/** Returns V_ref of a model; 0 if it was not ranked. */
export const priorOf = (model: ModelName, ranked: readonly Ranked[]): number =>
  ranked.find((one) => one.model === model)?.prior ?? 0;
