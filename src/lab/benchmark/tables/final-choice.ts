import type { Outcome } from "../outcome.ts";
import { correctAtBest, correctAtRandom, correctByPerplexity, correctWithWeight } from "./candidates.ts";
import { againstColumn, AVERAGE, averageColumn, partColumns, questionsColumn } from "./columns.ts";
import { cutOffColumn } from "./cut-off.ts";
import { sweepPoints } from "./points.ts";
import { partNotes } from "./parts.ts";
import { filled, type Row, runNotes } from "./rows.ts";
import type { TableMaker } from "./table-maker.ts";
import type { TestSet } from "./test-set.ts";
import { smcs } from "./variants.ts";

/** The effect of lambda in Eq. 7, computed from the candidates of the SMCS runs. */
export const lambda: TableMaker = {
  name: "lambda",
  differs: "The paper has no such table: its lambda is 1 throughout.",
  variants: () => [smcs],
  tables: (context, test) => {
    const { parameters } = context;
    const range = { points: [0, 0.25, 0.5, 1, 2, 4], usual: parameters.perplexityWeight, most: Infinity, why: "" };
    const rows = sweepPoints(context, "lambda", range).values.flatMap((weight) =>
      weight === parameters.perplexityWeight
        ? chosen(test, String(weight), ({ correct }) => correct)
        : chosen(test, String(weight), (outcome) => correctWithWeight(outcome, weight)),
    );
    const base = rows.find(({ title }) => title === String(parameters.perplexityWeight));
    return [
      {
        id: "lambda",
        title: "lambda, the weight of perplexity",
        inPaper: null,
        about: "Which candidate Eq. 7 makes the answer with another lambda; nothing is asked again.",
        ...filled([averageColumn(test), questionsColumn(test), againstColumn(test, base), cutOffColumn(test)], rows),
        chart: { kind: "lines", columns: [AVERAGE], along: "lambda" },
        notes: [`As set it is ${parameters.perplexityWeight}.`, ...runNotes(test, [smcs])],
      },
    ];
  },
};

/** Other ways to choose among the candidates of the SMCS runs. */
export const finalChoice: TableMaker = {
  name: "final-choice",
  differs: "The paper has no such table: of other choices among the same candidates it has those of Table 10.",
  variants: () => [smcs],
  tables: (_, test) => {
    const base = chosen(test, "Eq. 7, as run", ({ correct }) => correct);
    const rows = [
      ...base,
      ...chosen(test, "Similarity only", (outcome) => correctWithWeight(outcome, 0)),
      ...chosen(test, "Perplexity only", correctByPerplexity),
      ...chosen(test, "At random", correctAtRandom),
      ...chosen(test, "The best of them", correctAtBest),
    ];
    return [
      {
        id: "final-choice",
        title: "Choosing among the candidates",
        inPaper: null,
        about: "The accuracy of other choices among the same candidates; nothing is asked again.",
        ...filled(
          [
            ...partColumns(test),
            averageColumn(test),
            questionsColumn(test),
            againstColumn(test, base[0]),
            cutOffColumn(test),
          ],
          rows,
        ),
        chart: { kind: "bars", columns: [AVERAGE] },
        notes: [
          "At random is the mean of the candidates. The best of them needs to know the right answer: no choice can pass it.",
          "Questions whose candidates lack log-probabilities do not count for perplexity only.",
          ...partNotes(test),
          ...runNotes(test, [smcs]),
        ],
      },
    ];
  },
};

function chosen(test: TestSet, title: string, choice: (outcome: Outcome) => number | null): Row[] {
  return test.has(smcs) ? [{ title, correct: test.read(smcs, choice), variant: smcs, paper: undefined }] : [];
}
