import type { Markup } from "../../../../report-page/index.ts";
import { nameAxis, ROW_HEIGHT } from "../../../../bank/report/html/svg-chart.ts";
import type { Drawn } from "./drawn.ts";
import { MARK_HEIGHT, picture, seriesColour, valueAxis } from "./parts.ts";

const BARS_WIDTH = 460;
const AXIS_HEIGHT = 24;

/** One bar for each row of the table, made of its columns: shares of a whole. */
export function stackedBars({ unit, columns, rows, figures, simulated }: Drawn): Markup {
  const names = nameAxis(rows);
  const top = MARK_HEIGHT + AXIS_HEIGHT;
  const option = {
    grid: { left: names.width, top, right: 32, bottom: 8 },
    xAxis: { ...valueAxis(unit, 0, 1), position: "top" },
    yAxis: { ...names.axis, inverse: true },
    series: columns.map((_, index) => ({
      type: "bar",
      stack: "whole",
      barWidth: 14,
      silent: true,
      itemStyle: { color: seriesColour(index), borderColor: "var(--page)", borderWidth: 1 },
      data: figures.map((row) => row[index]?.value ?? 0),
    })),
  };
  return picture(option, names.width + BARS_WIDTH + 32, top + rows.length * ROW_HEIGHT + 8, simulated);
}
