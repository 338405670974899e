import { perplexities, perplexityDeviations } from "../paper/studies.ts";
import type { PaperRow } from "../paper/rows.ts";
import type { JudgedCandidate, Outcome } from "../outcome.ts";
import { paperNotes, paperOn } from "./columns.ts";
import { CUT_OFF, cutOffFigure } from "./cut-off.ts";
import { beside, meanAndDeviation } from "./figures.ts";
import { partNotes, testParts } from "./parts.ts";
import { aggregators } from "./figure-7.ts";
import { type Column, filled, runNotes } from "./rows.ts";
import { paperOfModel } from "./systems.ts";
import type { TableMaker } from "./table-maker.ts";
import type { TestSet } from "./test-set.ts";
import { smcs } from "./variants.ts";

/** Table 8: perplexity of merged answers. */
export const table8: TableMaker = {
  name: "table-8",
  differs:
    "The paper gives Llama-3.3-70B-Instruct and QwQ-32B and does not say which of their responses; here they are merged answers without their thinking, and the winners apart.",
  variants: () => [smcs],
  tables: (context, test) => {
    const merged = [smcs, ...aggregators(context)].flatMap((variant) => test.outcomes(variant));
    const known = merged.filter((outcome) => outcome !== undefined);
    const rows = [...new Set(known.flatMap(({ candidates }) => candidates.map(({ model }) => model)))]
      .sort()
      .flatMap((model) => rowsOf(model, known));
    return [
      {
        id: "table-8",
        title: "Perplexity of merged answers",
        inPaper: "Table 8",
        about:
          "Mean and standard deviation of the perplexity of the candidates that a model merged, and of the winners among them. It says how sure the model was of its own words; S_ppl is 1 minus it.",
        ...filled(columnsOf(test), rows),
        chart: null,
        notes: [
          "Other aggregators than that of the settings are here when Figure 7 was run, too.",
          ...(rows.length === 0 ? ["No server sent log-probabilities, so there is no perplexity."] : []),
          ...partNotes(test),
          ...paperNotes(test, rows),
          ...runNotes(test, [smcs]),
        ],
      },
    ];
  },
};

/** The candidates that one model merged. */
interface Written {
  readonly title: string;
  readonly paper: PaperRow | undefined;
  readonly paperDeviation: PaperRow | undefined;
  readonly candidates: readonly { readonly source: string; readonly perplexity: number; readonly cutOff: boolean }[];
}

function rowsOf(model: string, outcomes: readonly Outcome[]): Written[] {
  const all = written(model, outcomes, () => true);
  const winners = written(model, outcomes, ({ candidates, winner }, candidate) =>
    winner === null ? false : candidates[winner] === candidate,
  );
  if (all.length === 0) return [];
  return [
    {
      title: model,
      paper: paperOfModel(model, perplexities),
      paperDeviation: paperOfModel(model, perplexityDeviations),
      candidates: all,
    },
    { title: `${model}, winners`, paper: undefined, paperDeviation: undefined, candidates: winners },
  ];
}

function written(
  model: string,
  outcomes: readonly Outcome[],
  isWanted: (outcome: Outcome, candidate: JudgedCandidate) => boolean,
): Written["candidates"] {
  return outcomes.flatMap((outcome) =>
    outcome.candidates.flatMap((candidate) =>
      candidate.model === model && candidate.perplexity !== null && isWanted(outcome, candidate)
        ? [{ source: outcome.source, perplexity: candidate.perplexity, cutOff: candidate.cutOff }]
        : [],
    ),
  );
}

function columnsOf(test: TestSet): Column<Written>[] {
  const all = { title: "All questions", sources: new Set(test.sources.map(({ name }) => name)) };
  const parts = [...testParts(test), all].map((part): Column<Written> => ({
    title: part.title,
    unit: "plain",
    figure: ({ candidates, paper, paperDeviation }) => {
      const own = candidates.filter(({ source }) => part.sources.has(source));
      const figure = meanAndDeviation(own.map(({ perplexity }) => perplexity));
      return part === all ? figure : beside(figure, paperOn(part, paper), paperOn(part, paperDeviation));
    },
  }));
  const cutOff: Column<Written> = {
    title: CUT_OFF,
    unit: "count",
    figure: ({ candidates }) => cutOffFigure(candidates.filter((one) => one.cutOff).length, candidates.length),
  };
  return [...parts, cutOff];
}
