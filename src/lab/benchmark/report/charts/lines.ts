import type { Markup } from "../../../../report-page/index.ts";
import { chartText, nameAxis } from "../../../../bank/report/html/svg-chart.ts";
import type { Figure } from "../table.ts";
import { type Drawn, ends, extent } from "./drawn.ts";
import { diamond, type DrawingApi, MARK_HEIGHT, picture, seriesColour, stroke, valueAxis } from "./parts.ts";

const WIDTH = 380;
const HEIGHT = 250;
/** Series differ by these as well as by colour. */
const symbols = ["circle", "triangle", "rect", "diamond"];

/** Returns a line for each column along the table's rows, with whiskers; the paper's figures are diamonds. */
export function lines(drawn: Drawn, along: string): Markup {
  const { unit, columns, rows, figures, simulated } = drawn;
  const [low, high] = extent(drawn);
  const column = (index: number): (Figure | undefined)[] => figures.map((row) => row[index]);
  const option = {
    grid: { left: 64, top: MARK_HEIGHT + 8, right: 20, bottom: 44 },
    xAxis: {
      ...nameAxis(rows).axis,
      name: `${along}\u00a0`,
      nameLocation: "middle",
      nameGap: 26,
      nameTextStyle: chartText,
      boundaryGap: true,
      axisLine: { show: true, onZero: false, lineStyle: { color: "var(--line)" } },
    },
    yAxis: valueAxis(unit, low, high),
    series: [
      ...columns.map((_, index) => ({
        type: "line",
        silent: true,
        symbol: symbols[index % symbols.length],
        symbolSize: 8,
        lineStyle: { color: seriesColour(index), width: 2 },
        itemStyle: { color: seriesColour(index) },
        data: column(index).map((figure) => figure?.value ?? "-"),
      })),
      ...columns.map((_, index) => ({
        type: "custom",
        silent: true,
        z: 3,
        data: rows.map((_, row) => [row]),
        encode: { x: 0, y: [] },
        renderItem: (_params: unknown, api: DrawingApi) => signs(column(index)[api.value(0)], api),
      })),
    ],
  };
  return picture(option, WIDTH, HEIGHT, simulated);
}

/** Whiskers, and the paper's figure. */
function signs(figure: Figure | undefined, api: DrawingApi): object {
  const at = (value: number): [number, number] => api.coord([api.value(0), value]);
  const both = figure === undefined ? null : ends(figure);
  const children: object[] = [];
  if (both !== null) {
    const [[x, bottom], [, top]] = [at(both[0]), at(both[1])];
    children.push(stroke(x, bottom, x, top), stroke(x - 3, bottom, x + 3, bottom), stroke(x - 3, top, x + 3, top));
  }
  if (figure?.paper !== undefined) children.push(diamond(...at(figure.paper)));
  return { type: "group", children };
}
