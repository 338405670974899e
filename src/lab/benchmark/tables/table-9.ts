import type { PaperRow } from "../paper/rows.ts";
import { deviationsOverSeeds, overSeeds } from "../paper/studies.ts";
import type { Variant } from "../variant.ts";
import { AVERAGE, paperAverage, paperNotes, paperOn } from "./columns.ts";
import { byBankAccuracy, comparedModels, poolOf, publishedModels, type TablesContext } from "./context.ts";
import { CUT_OFF, cutOffOf } from "./cut-off.ts";
import { beside, difference, meanAcross, meanAndDeviation, meanOf, type Weighing } from "./figures.ts";
import { type Part, partNotes, testParts } from "./parts.ts";
import { type Column, filled, runNotes } from "./rows.ts";
import { paperOfModel } from "./systems.ts";
import type { TableMaker } from "./table-maker.ts";
import type { PerQuestion, TestSet } from "./test-set.ts";
import { singleVariant, smcs, systemVariant, withSeed } from "./variants.ts";

/** Table 9: how much the figures vary by chance. */
export const table9: TableMaker = {
  name: "table-9",
  differs: "The paper runs three seeds on four data sets; here every seed is run on all data sets.",
  variants: (context) => repeated(context).flatMap(({ variants }) => variants),
  tables: (context, test) => {
    const published = publishedModels(context);
    const own = poolOf(context).filter((model) => published.includes(model));
    const rows = repeated(context)
      // A row needs all of its seeds: one seed would be no mean.
      .filter(({ variants }) => variants.every((variant) => test.whyLeftOut(variant) === null))
      .map(({ variants, ...row }) => {
        const runs = variants.filter((variant) => test.has(variant)).map((variant) => test.correct(variant));
        return { ...row, runs, variants, mean: meanAcross(runs, test.questions.length) };
      })
      .filter(({ runs }) => runs.length > 0);
    return [
      {
        id: "table-9",
        title: "Several seeds",
        inPaper: "Table 9",
        about: `Mean and standard deviation of the accuracy over seeds 1 to ${context.seeds}: every seed has its own draws and its own replies.`,
        ...filled(
          columnsOf(
            test,
            rows.find(({ variants }) => variants.includes(smcs)),
          ),
          rows,
        ),
        chart: { kind: "bars", columns: [AVERAGE] },
        notes: [
          ...(context.seeds < 2 ? ["With one seed there is no deviation: ask for more with --seeds."] : []),
          ...(own.length > 0
            ? [
                `The replies of ${own.join(", ")} were published, one to each question, and are the same for every seed: where these models answer, the deviation is that of draws and merging alone, and smaller than with new replies.`,
              ]
            : []),
          ...partNotes(test),
          ...paperNotes(test, rows),
          ...runNotes(test, table9.variants(context)),
        ],
      },
    ];
  },
};

/** A row that was run with several seeds. */
interface Repeated {
  readonly title: string;
  readonly paper: PaperRow | undefined;
  readonly paperDeviation: PaperRow | undefined;
  readonly runs: readonly PerQuestion[];
  readonly variants: readonly Variant[];
  /** Mean over the seeds, question by question. */
  readonly mean: PerQuestion;
}

/** A row's title, the paper's row and its variants, one for each seed. */
type Seeded = Pick<Repeated, "title" | "paper" | "paperDeviation"> & { readonly variants: readonly Variant[] };

function repeated(context: TablesContext): Seeded[] {
  const seeds = Array.from({ length: context.seeds }, (_, index) => index + 1);
  const ofVariant = (variant: Variant, paper?: PaperRow, paperDeviation?: PaperRow): Seeded => ({
    title: variant.title,
    paper,
    paperDeviation,
    variants: seeds.map((seed) => withSeed(variant, seed)),
  });
  return [
    ofVariant(smcs, overSeeds.smcs, deviationsOverSeeds.smcs),
    ofVariant(systemVariant("self-moa"), overSeeds["self-moa"], deviationsOverSeeds["self-moa"]),
    ...[...byBankAccuracy(context).slice(0, 1), ...comparedModels(context)].map((model) =>
      ofVariant(singleVariant(model), paperOfModel(model, overSeeds), paperOfModel(model, deviationsOverSeeds)),
    ),
  ];
}

function columnsOf(test: TestSet, base: Repeated | undefined): Column<Repeated>[] {
  const everything = new Set(test.sources.map(({ name }) => name));
  const over = ({ sources }: Pick<Part, "sources">, weighing: Weighing, { runs }: Repeated) =>
    meanAndDeviation(runs.flatMap((run) => meanOf(test, test.within(run, sources), weighing).value ?? []));
  return [
    ...testParts(test).map((part): Column<Repeated> => ({
      title: part.title,
      unit: "share",
      figure: (row) =>
        beside(over(part, "questions", row), paperOn(part, row.paper), paperOn(part, row.paperDeviation)),
    })),
    {
      title: AVERAGE,
      unit: "share",
      figure: (row) => beside(over({ sources: everything }, "data sets", row), paperAverage(test, row.paper)),
    },
    {
      title: "Mean against SMCS",
      unit: "points",
      figure: (row) =>
        base === undefined || row === base
          ? { value: null }
          : meanOf(test, difference(row.mean, base.mean), "data sets"),
    },
    { title: CUT_OFF, unit: "count", figure: ({ variants }) => cutOffOf(test, variants) },
  ];
}
