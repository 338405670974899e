import { RIGHT } from "../../statistics/ranking-score.ts";
import type { Outcome } from "../outcome.ts";
import type { Variant } from "../variant.ts";
import { correctAtRandom, scoredCandidates } from "./candidates.ts";
import { AVERAGE, averageColumn } from "./columns.ts";
import { effectiveParameters, type TablesContext } from "./context.ts";
import { cutOffColumn } from "./cut-off.ts";
import { difference, meanOf } from "./figures.ts";
import { type Column, filled, type Row, rowOf, runNotes } from "./rows.ts";
import type { TableMaker } from "./table-maker.ts";
import type { TestSet } from "./test-set.ts";
import { smcsWith } from "./variants.ts";

/** Figure 6: the effect of prior dropping on the candidates. */
export const figure6: TableMaker = {
  name: "figure-6",
  differs:
    "The paper's figure has no numbers; the distribution of its released code, which is not Eq. 6, stands beside Eq. 6.",
  variants: (context) => drops(context).map(({ variant }) => variant),
  tables: (context, test) => {
    const rows = drops(context).flatMap(({ title, variant }) => rowOf(test, variant, undefined, title));
    return [
      {
        id: "figure-6",
        title: "Right answers among the candidates",
        inPaper: "Figure 6",
        about:
          "The share of questions with at least one right candidate (the paper's OCA) and with two or more (MCA), by how references are dropped before each aggregation.",
        ...filled(columnsOf(test, rows[0]), rows),
        chart: { kind: "bars", columns: [ONE, SEVERAL] },
        notes: [
          "A candidate is right when it passes at least half of its check. Questions without a candidate that was checked are left out.",
          ...runNotes(test, figure6.variants(context)),
        ],
      },
    ];
  },
};

const ONE = "At least one";
const SEVERAL = "Several";

function drops(context: TablesContext): { title: string; variant: Variant }[] {
  const { referencers, dropCount } = effectiveParameters(context);
  const none = { title: "No drop", variant: smcsWith(context, { dropCount: 0 }) };
  if (referencers < 2) return [none];
  const dropped = Math.max(1, dropCount);
  return [
    { title: "Prior drop (Eq. 6)", variant: smcsWith(context, { dropCount: dropped, dropDistribution: "paper" }) },
    {
      title: "Prior drop of the released code",
      variant: smcsWith(context, { dropCount: dropped, dropDistribution: "released" }),
    },
    {
      title: "Random drop (uniform)",
      variant: smcsWith(context, { dropCount: dropped, dropDistribution: "uniform" }),
    },
    none,
  ];
}

function columnsOf(test: TestSet, base: Row | undefined): Column[] {
  const atLeast =
    (least: number) =>
    ({ variant }: Row) =>
      variant === null
        ? new Float64Array(test.questions.length).fill(NaN)
        : test.read(variant, (outcome) => hasRight(outcome, least));
  const both = [
    { title: ONE, values: atLeast(1) },
    { title: SEVERAL, values: atLeast(2) },
  ];
  return [
    ...both.map(({ title, values }): Column => ({ title, unit: "share", figure: (row) => meanOf(test, values(row)) })),
    ...both.map(({ title, values }): Column => ({
      title: `${title}, against Eq. 6`,
      unit: "points",
      figure: (row) =>
        base === undefined || row === base ? { value: null } : meanOf(test, difference(values(row), values(base))),
    })),
    {
      title: "Of all candidates",
      unit: "share",
      figure: ({ variant }) => (variant === null ? { value: null } : meanOf(test, test.read(variant, correctAtRandom))),
    },
    averageColumn(test, `${AVERAGE} accuracy`),
    cutOffColumn(test),
  ];
}

/** Returns 1 when at least this many candidates are right, otherwise 0; null when none was checked. */
function hasRight(outcome: Outcome, least: number): number | null {
  const checked = scoredCandidates(outcome).flatMap(({ correct }) => correct ?? []);
  if (checked.length === 0) return null;
  return Number(checked.filter((correct) => correct >= RIGHT).length >= least);
}
