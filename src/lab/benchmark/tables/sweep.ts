import { paperDataSet } from "../paper/data-sets.ts";
import type { PaperPoint } from "../paper/sweeps.ts";
import type { Figure } from "../report/table.ts";
import type { Variant } from "../variant.ts";
import { againstColumn, averageColumn, COST, costColumn, costNotes, latencyColumn } from "./columns.ts";
import { cutOffColumn } from "./cut-off.ts";
import type { TablesContext } from "./context.ts";
import { beside, meanOf } from "./figures.ts";
import { type SweepName, sweepPoints, type SweepRange } from "./points.ts";
import { type Column, filled, type Row, rowOf, runNotes } from "./rows.ts";
import type { MadeTable, TableMaker } from "./table-maker.ts";
import type { TestSet } from "./test-set.ts";
import { smcs } from "./variants.ts";

/** One value of a parameter, and its variant. */
interface Point {
  readonly value: number;
  readonly variant: Variant;
}

/** One parameter against accuracy, cost and latency. */
interface Sweep extends Pick<TableMaker, "differs">, Pick<MadeTable, "id" | "title" | "inPaper" | "about"> {
  /** Name of the horizontal axis. */
  readonly along: string;
  /** Name of the sweep in `--points`. */
  readonly sweep: SweepName;
  readonly range: (context: TablesContext) => SweepRange;
  readonly variant: (context: TablesContext, value: number) => Variant;
  /** The paper's points, which are for MMLU-PRO. */
  readonly paper?: ReadonlyMap<number, PaperPoint>;
  readonly notes?: readonly string[];
}

/** Returns the table of a sweep. */
export function sweepMaker(sweep: Sweep): TableMaker {
  const { id, differs } = sweep;
  return {
    name: id,
    differs,
    variants: (context) => pointsOf(sweep, context).points.map(({ variant }) => variant),
    leftOut: (context) => pointsOf(sweep, context).leftOut,
    tables: (context, test) => [sweepTable(test, sweep, pointsOf(sweep, context).points)],
  };
}

/** Returns the points that pool, bank and budget allow, and sentences about the others. */
function pointsOf(
  { sweep, range, variant }: Sweep,
  context: TablesContext,
): { readonly points: Point[]; readonly leftOut: string[] } {
  const { values, leftOut } = sweepPoints(context, sweep, range(context));
  const able = values.map((value) => ({ value, variant: variant(context, value) }));
  const isUnpaid = ({ variant: { id } }: Point): boolean => context.unpaid?.has(id) ?? false;
  const unpaid = able.filter(isUnpaid).map(({ value }) => value);
  const why = "since the budget does not pay for them as well: raise --budget, or make fewer tables at once";
  return {
    points: able.filter((point) => !isUnpaid(point)),
    leftOut: [...leftOut, ...(unpaid.length === 0 ? [] : [`Left out: ${sweep} = ${unpaid.join(", ")}, ${why}.`])],
  };
}

function sweepTable(
  test: TestSet,
  { id, title, inPaper, about, along, notes = [], paper = new Map() }: Sweep,
  points: readonly Point[],
): MadeTable {
  const rows = points.flatMap(({ value, variant }) => rowOf(test, variant, undefined, String(value)));
  const paperPoint = (row: Row): PaperPoint | undefined => paper.get(Number(row.title));
  const base = rows.find(({ variant }) => variant?.id === smcs.id);
  const accuracy = accuracyColumns(test, (row) => paperPoint(row)?.accuracy);
  const used = points.filter(({ variant }) => variant.id === smcs.id).map(({ value }) => `As set it is ${value}.`);
  return {
    id,
    title,
    inPaper,
    about,
    ...filled(
      [
        ...accuracy,
        againstColumn(test, base),
        cutOffColumn(test),
        costColumn(test, (row) => paperPoint(row)?.costUsd),
        latencyColumn(test),
      ],
      rows,
    ),
    chart: { kind: "lines", columns: [...accuracy.map((column) => column.title), COST], along },
    notes: [
      ...used,
      ...notes,
      ...paperWords(rows.map(paperPoint)),
      ...costNotes(test, rows),
      ...runNotes(
        test,
        points.map(({ variant }) => variant),
      ),
    ],
  };
}

/**
 * Returns the average, and MMLU-PRO's accuracy if MMLU-PRO is tested. The paper swept on MMLU-PRO, so its figures are
 * beside that column if there is one.
 */
function accuracyColumns(test: TestSet, inPaper: (row: Row) => number | undefined): Column[] {
  const mmluPro = test.sources.map(({ name }) => name).find((name) => paperDataSet(name) === "MMLU-PRO");
  const average = averageColumn(test);
  if (mmluPro === undefined) return [{ ...average, figure: (row) => beside(average.figure(row), inPaper(row)) }];
  const sources = new Set([mmluPro]);
  const figure = (row: Row): Figure => beside(meanOf(test, test.within(row.correct, sources)), inPaper(row));
  return [{ title: mmluPro, unit: "share", figure }, average];
}

function paperWords(points: readonly (PaperPoint | undefined)[]): string[] {
  if (points.every((point) => point === undefined)) return [];
  const costs = points.some((point) => point?.costUsd != null) ? ", its costs those of 1,196 questions" : "";
  return [`The paper's figures are of MMLU-PRO alone${costs}.`];
}
