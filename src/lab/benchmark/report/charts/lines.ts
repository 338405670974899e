import { chartText, type Markup, nameAxis } from "../../../../report-page/index.ts";
import type { Figure } from "../table.ts";
import { type Drawn, extent } from "./drawn.ts";
import { type DrawingApi, MARK_HEIGHT, picture, seriesColour, signs, valueAxis } from "./parts.ts";

const WIDTH = 380;
const HEIGHT = 250;
/** Symbols that distinguish series in addition to colour. */
const symbols = ["circle", "triangle", "rect", "diamond"];

/** Returns a line for each column along the table's rows, with whiskers, and the paper's figures as diamonds. */
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
        renderItem: (_params: unknown, api: DrawingApi) =>
          signs(column(index)[api.value(0)], { at: (value) => api.coord([api.value(0), value]), crossbar: [3, 0] }),
      })),
    ],
  };
  return picture(option, WIDTH, HEIGHT, simulated);
}
