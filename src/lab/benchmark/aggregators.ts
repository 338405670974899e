import type { Figure, Table } from "./report/table.ts";
import type { Outcome } from "./outcome.ts";
import { cutOffNote } from "./tables/cut-off.ts";
import { difference, isKnown, meanOf } from "./tables/figures.ts";
import { type PerQuestion, TestSet } from "./tables/test-set.ts";
import type { AggregatorStudy, MergedAnswers } from "../../core/aggregators/index.ts";
import { BenchmarkError } from "./benchmark-error.ts";
import { findBankName } from "../../core/model-names/index.ts";
import { smcs, varied } from "./tables/variants.ts";
import type { Variant } from "./variant.ts";

/** Returns the variant of SMCS with this model as aggregator. All such variants merge the same references (A.4). */
export function aggregatorVariant(model: string): Variant {
  return varied(smcs, `aggregator=${model}`, { aggregator: model, title: model });
}

/**
 * Returns the models to compare as aggregators.
 *
 * @param members models that can merge, with their bank names
 * @param wanted names from the user, by reference or bank name; undefined for all
 * @throws BenchmarkError when a name matches no model, or there are no two models to compare
 */
export function comparedAggregators(
  members: readonly { readonly name: string; readonly reference: string }[],
  wanted: readonly string[] | undefined,
): string[] {
  const names = members.map(({ name }) => name);
  const found = (wanted ?? names).map(
    (one) => members.find(({ reference }) => reference === one)?.name ?? findBankName(one, names),
  );
  const unknown = wanted?.filter((_, index) => found[index] === null) ?? [];
  if (unknown.length > 0) {
    throw new BenchmarkError(`There is no model ${unknown.join(", ")}. These can merge: ${names.join(", ")}.`);
  }
  const distinct = [...new Set(found.filter((name) => name !== null))];
  if (distinct.length < 2) {
    throw new BenchmarkError(
      `Aggregators are compared with each other, so at least two models are needed; there is ${distinct[0] ?? "none"}.`,
    );
  }
  return distinct;
}

/** The inputs of the table besides the outcomes. */
interface ComparedAggregators {
  readonly models: readonly string[];
  /** The present aggregator; null when it is not among the models. */
  readonly current: string | null;
  readonly isCoding: (question: string) => boolean;
  /** Share of the bank's instruction questions that a model gets right; null when unknown. */
  readonly followsInstructions: (model: string) => Figure;
  readonly simulated: boolean;
}

/** Returns Fig. 7 for the user's own models, the best aggregator first. */
export function aggregatorsTable(compared: ComparedAggregators, outcomes: readonly Outcome[]): Table {
  const { models, current, isCoding, followsInstructions, simulated } = compared;
  const test = new TestSet(outcomes);
  const right = (model: string): PerQuestion => test.read(aggregatorVariant(model), (one) => mergedRight(one, model));
  const of = (values: PerQuestion, coding: boolean): PerQuestion =>
    values.map((value, index) => (isCoding(test.questions[index]?.id ?? "") === coding ? value : NaN));
  const base = current === null ? null : right(current);
  const rows = models.map((model) => {
    const values = right(model);
    const variant = aggregatorVariant(model);
    return {
      title: model,
      figures: [
        meanOf(test, values),
        model === current || base === null ? { value: null } : meanOf(test, difference(values, base)),
        meanOf(test, of(values, true)),
        meanOf(test, of(values, false)),
        followsInstructions(model),
        wholeTest(test.read(variant, ({ costUsd }) => costUsd)),
        meanOf(
          test,
          test.read(variant, ({ latencyMs }) => latencyMs),
        ),
      ],
    };
  });
  const standIns = outcomes.filter((one) => hadStandIn(one, models)).length;
  return {
    id: "aggregators",
    title: "Aggregators compared",
    inPaper: "Figure 7",
    about:
      "Each model merges the same references to the same questions, and everything else is as in the settings. Cost is that of the whole test, references included, as if every request had been sent.",
    differs:
      "The paper compares six models on five data sets, without numbers; here all models of the settings merge, and answers to coding questions are counted apart.",
    columns: [
      { title: "Accuracy", unit: "share" },
      { title: `Against ${current ?? "the present one"}`, unit: "points" },
      { title: "Coding", unit: "share" },
      { title: "Other", unit: "share" },
      { title: "Instructions (bank)", unit: "share" },
      { title: "Cost", unit: "usd" },
      { title: "Latency, mean", unit: "milliseconds" },
    ],
    rows: rows.toSorted((a, b) => (b.figures[0]?.value ?? -1) - (a.figures[0]?.value ?? -1)),
    chart: { kind: "bars", columns: ["Accuracy", "Coding", "Other", "Instructions (bank)"] },
    notes: [
      ...(simulated ? ["The models are simulated: these figures say nothing about real ones."] : []),
      ...(standIns > 0 ? [`Answers that the model in question did not merge count as wrong: ${standIns}.`] : []),
      cutOffNote(test, models.map(aggregatorVariant)),
    ],
  };
}

/** Returns the cost of the whole test; null when the cost of one question is unknown. */
function wholeTest(costs: PerQuestion): Figure {
  return { value: costs.every(isKnown) ? costs.reduce((sum, cost) => sum + cost, 0) : null };
}

function hadStandIn({ variant, winner, candidates, correct }: Outcome, models: readonly string[]): boolean {
  const model = models.find((one) => aggregatorVariant(one).id === variant);
  return correct !== null && model !== undefined && (winner === null || candidates[winner]?.model !== model);
}

/**
 * Returns how right an answer is that a model was to merge. Returns 0 when the model did not merge it, because another
 * model stood in or a reference was the answer. Returns null when answers to the question cannot be checked.
 */
export function mergedRight({ correct, winner, candidates }: Outcome, model: string): number | null {
  if (correct === null) return null;
  return winner !== null && candidates[winner]?.model === model ? correct : 0;
}

/**
 * Returns the outcomes of the models as aggregators, in the form of a study.
 *
 * @param outcomes of `aggregatorVariant` of each model, on the same questions
 * @param isCoding by question id
 */
export function studyOf(
  models: readonly string[],
  outcomes: readonly Outcome[],
  isCoding: (question: string) => boolean,
): AggregatorStudy {
  return {
    models: models.map((model) => {
      const { id } = aggregatorVariant(model);
      const own = outcomes.filter(({ variant }) => variant === id);
      const merged = (coding: boolean): MergedAnswers => {
        const shares = own.flatMap((one) => (isCoding(one.question) === coding ? (mergedRight(one, model) ?? []) : []));
        return { questions: shares.length, right: shares.reduce((sum, share) => sum + share, 0) };
      };
      return { model, coding: merged(true), other: merged(false) };
    }),
  };
}
