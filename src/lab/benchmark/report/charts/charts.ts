import { plainLine } from "../../../../core/plain-line.ts";
import type { Markup } from "../../../../report-page/index.ts";
import type { Chart, Table } from "../table.ts";
import { bars, stackedBars } from "./bars.ts";
import { type Drawn, drawnOf } from "./drawn.ts";
import { lines } from "./lines.ts";
import { radar } from "./radar.ts";

/** A picture and its legend. */
export interface Picture {
  readonly markup: Markup;
  readonly legend: readonly string[];
  readonly hasPaper: boolean;
  /** Describes the picture in words. */
  readonly label: string;
}

/** With fewer axes, a radar would be a line. */
const RADAR_AXES = 3;

/** Returns the pictures of a table. */
export function picturesOf(table: Table, simulated: boolean): Picture[] {
  const { chart, title } = table;
  if (chart === null) return [];
  return drawnOf(table, simulated).map((drawn) => {
    const isRadar = chart.kind === "radar" && drawn.columns.length >= RADAR_AXES;
    const { columns, rows, figures } = drawn;
    return {
      markup: isRadar ? radar(drawn) : drawings[chart.kind](drawn, chart),
      legend: isRadar ? rows : columns,
      hasPaper: !isRadar && figures.flat().some(({ paper }) => paper !== undefined),
      label: `${simulated ? "Simulated. " : ""}${title}: ${plainLine(columns.join(", "), 300)}. The table has the same figures.`,
    };
  });
}

const drawings: Readonly<Record<Chart["kind"], (drawn: Drawn, chart: Chart) => Markup>> = {
  bars,
  "stacked-bars": stackedBars,
  lines: (drawn, { along = "" }) => lines(drawn, along),
  radar: bars,
};
