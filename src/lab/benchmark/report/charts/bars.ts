import { type Markup, nameAxis, ROW_HEIGHT } from "../../../../report-page/index.ts";
import { withUnit } from "../figure-text.ts";
import type { Figure } from "../table.ts";
import { type Drawn, extent } from "./drawn.ts";
import { type DrawingApi, MARK_HEIGHT, picture, seriesColour, signs, valueAxis } from "./parts.ts";

const BARS_WIDTH = 380;
const AXIS_HEIGHT = 24;
const BAR = 12;
/** Gap in pixels between the bars of one row, and between rows. */
const GAP = 2;
const ROW_GAP = 10;

/**
 * Returns a group of bars for each row of the table, one bar per column, with whiskers, and the paper's figure as a
 * diamond.
 */
export function bars(drawn: Drawn): Markup {
  const { unit, columns, rows, figures, simulated } = drawn;
  const [low, high] = extent(drawn);
  const names = nameAxis(rows);
  // A single bar per row leaves room for its figure at the end of the line.
  const values = nameAxis(columns.length === 1 ? figures.map(([figure]) => valueText(figure, unit)) : []);
  const rowHeight = columns.length * (BAR + GAP) + ROW_GAP;
  const column = (index: number): (Figure | undefined)[] => figures.map((row) => row[index]);
  const offset = (index: number): number => (index - (columns.length - 1) / 2) * (BAR + GAP);
  const top = MARK_HEIGHT + AXIS_HEIGHT;
  const option = {
    grid: { left: names.width, top, right: Math.max(24, values.width), bottom: 8 },
    xAxis: { ...valueAxis(unit, Math.min(0, low), Math.max(0, high)), position: "top" },
    yAxis: [
      { ...names.axis, inverse: true, axisLine: { show: false, onZero: false } },
      ...(columns.length === 1
        ? [{ ...values.axis, inverse: true, position: "right", axisLine: { show: false, onZero: false } }]
        : []),
    ],
    series: [
      ...columns.map((_, index) => ({
        type: "bar",
        barWidth: BAR,
        barGap: `${(100 * GAP) / BAR}%`,
        silent: true,
        itemStyle: { color: seriesColour(index) },
        data: column(index).map((figure) => figure?.value ?? "-"),
      })),
      ...columns.map((_, index) => ({
        type: "custom",
        silent: true,
        z: 3,
        data: rows.map((_, row) => [row]),
        encode: { x: [], y: 0 },
        renderItem: (_params: unknown, api: DrawingApi) =>
          signs(column(index)[api.value(0)], onBar(api, offset(index))),
      })),
    ],
  };
  const width = names.width + BARS_WIDTH + Math.max(24, values.width);
  return picture(option, width, top + rows.length * rowHeight + 8, simulated);
}

/** Returns the position of the signs on a bar that the library draws `offset` pixels below its row's middle. */
function onBar(api: DrawingApi, offset: number): Parameters<typeof signs>[1] {
  const at = (value: number): [number, number] => {
    const [x, y] = api.coord([value, api.value(0)]);
    return [x, y + offset];
  };
  return { at, crossbar: [0, 3] };
}

function valueText(figure: Figure | undefined, unit: Drawn["unit"]): string {
  return figure?.value == null ? "" : withUnit(figure.value, unit);
}

const STACKED_WIDTH = 460;

/** Returns one bar for each row of the table, stacked from its columns: shares of a whole. */
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
  return picture(option, names.width + STACKED_WIDTH + 32, top + rows.length * ROW_HEIGHT + 8, simulated);
}
