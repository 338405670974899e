import { plainTable } from "../../report-page/index.ts";
import type { SelectionReport, Setup } from "./selection-bench.ts";
import type { Difference, MethodFigures, ReportedMeasure } from "./selection-report.ts";

type Columns = readonly (readonly [measure: ReportedMeasure, title: string])[];

/** Columns for every measure. */
const columns = [
  ["rankingScorePerQuestion", "Eq. 8 mean"],
  ["rankingScorePooled", "Eq. 8 pooled"],
  ["rankingTies", "ties"],
  ["top1", "top 1"],
  ["top3Mean", "mean of 3"],
  ["top3Best", "best of 3"],
  ["top7Mean", "mean of 7"],
  ["top7Best", "best of 7"],
] as const satisfies Columns;

/** Columns for the measures that fit beside their intervals. */
const compared = [
  ["rankingScore", "Eq. 8"],
  ["top1", "top 1"],
  ["top3Mean", "mean of 3"],
  ["top3Best", "best of 3"],
] as const satisfies Columns;

/** Columns for the measures of sets of models, which an objective chooses. */
const ofSets = [
  ["top3Mean", "mean of 3"],
  ["top3Best", "best of 3"],
  ["top7Mean", "mean of 7"],
  ["top7Best", "best of 7"],
] as const satisfies Columns;

/** Returns the figures for people. */
export function selectionTables(report: SelectionReport): string {
  const { methods, differences, objectiveDifferences, tunedDifferences, sweep, sweepDifferences, setup } = report;
  const intervals = `(Eq. 8 ${setup.pooled ? "pooled" : "as the mean over questions"}), with 95% paired bootstrap intervals:`;
  return [
    ...described(setup),
    "",
    ...figureTable([...methods, ...sweep]),
    "",
    `More than best-single ${intervals}`,
    ...differenceTable(differences, compared),
    "",
    "More than paper, the objective prior, with 95% paired bootstrap intervals:",
    ...differenceTable(objectiveDifferences, ofSets),
    "",
    `More than paper ${intervals}`,
    ...differenceTable(tunedDifferences, compared),
    ...(sweep.length === 0
      ? []
      : ["", `More than paper with its parameters ${intervals}`, ...differenceTable(sweepDifferences, compared)]),
  ].join("\n");
}

function described(setup: Setup): string[] {
  const {
    questions,
    models,
    bank,
    test,
    splits,
    space,
    compares,
    rule,
    supportBase,
    tolerance,
    pairRule,
    hiddenShare,
  } = setup;
  const where = splits === 1 ? "one split" : `each of ${splits} splits`;
  return [
    `${questions} questions, ${models} models; ${bank} questions are the bank and ${test} are tested, in ${where}.`,
    `Similar questions by ${space}: ${compares}.`,
    `Support questions: ${rule}; N_sup_base = ${supportBase}, gamma = ${tolerance}.`,
    ...(hiddenShare === 0 ? [] : [`Hidden from the methods: ${percent(hiddenShare)} of the bank's outcomes.`]),
    pairRule === "right-wrong"
      ? "Pairs of Eq. 8: a model that is right (0.5 or more) and one that is wrong."
      : "Pairs of Eq. 8: models whose outcomes are at least 0.5 apart.",
  ];
}

const percent = (share: number): string => `${(100 * share).toFixed(0)}%`;

function figureTable(all: readonly MethodFigures[]): string[] {
  const rows = all.map((figures) => [
    figures.method,
    ...columns.map(([measure]) => figures[measure]?.toFixed(3) ?? "-"),
  ]);
  return plainTable(["", ...columns.map(([, name]) => name)], rows);
}

function differenceTable(differences: readonly Difference[], shownAs: Columns): string[] {
  const rows = [...new Set(differences.map(({ to }) => to))].map((to) => [
    to,
    ...shownAs.map(([measure]) => shown(differences.find((found) => found.to === to && found.measure === measure))),
  ]);
  return plainTable(["", ...shownAs.map(([, name]) => name)], rows);
}

function shown(difference: Difference | undefined): string {
  if (difference === undefined) return "-";
  const signed = (value: number): string => `${value < 0 ? "" : "+"}${value.toFixed(3)}`;
  const [low, high] = difference.interval.map(signed);
  return `${signed(difference.value)} [${low ?? ""}, ${high ?? ""}]`;
}
