import type { Figure, Table } from "../report/table.ts";
import type { Outcome } from "../outcome.ts";
import { cutOffNote } from "../tables/cut-off.ts";
import { difference, isKnown, meanOf } from "../tables/figures.ts";
import { type PerQuestion, TestSet } from "../tables/test-set.ts";
import { aggregatorVariant } from "./aggregator-variants.ts";
import { mergedRight } from "./study-of.ts";

/** What the table needs to know besides the outcomes. */
export interface ComparedAggregators {
  readonly models: readonly string[];
  /** Who merges now; null where it is none of them. */
  readonly current: string | null;
  readonly isCoding: (question: string) => boolean;
  /** Share of the bank's instruction questions that a model gets right; null where that is not known. */
  readonly followsInstructions: (model: string) => Figure;
  readonly simulated: boolean;
}

/** Fig. 7 on the user's own models: the best aggregator first. */
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

/** Null where the cost of a question is not known. */
function wholeTest(costs: PerQuestion): Figure {
  return { value: costs.every(isKnown) ? costs.reduce((sum, cost) => sum + cost, 0) : null };
}

function hadStandIn({ variant, winner, candidates, correct }: Outcome, models: readonly string[]): boolean {
  const model = models.find((one) => aggregatorVariant(one).id === variant);
  return correct !== null && model !== undefined && (winner === null || candidates[winner]?.model !== model);
}
