import { chartText, type Markup } from "../../../../report-page/index.ts";
import { plainLine } from "../../../../core/plain-line.ts";
import type { Drawn } from "./drawn.ts";
import { MARK_HEIGHT, picture, seriesColour } from "./parts.ts";

const WIDTH = 480;
const HEIGHT = 380;
/** Dashes that distinguish lines in addition to colour. */
const dashes = ["solid", "dashed", "dotted", [8, 3, 2, 3], [2, 2]];

/** Returns a polygon for each row of the table. The axes are the columns, from 0 in the middle to 1 at the edge. */
export function radar({ columns, rows, figures, simulated }: Drawn): Markup {
  const option = {
    radar: {
      center: ["50%", HEIGHT / 2 + MARK_HEIGHT / 2],
      radius: 135,
      // The no-break space keeps names that have a meaning in JavaScript from being read as such: see `nameAxis`.
      indicator: columns.map((title) => ({ name: `${plainLine(title, 24)}\u00a0`, min: 0, max: 1 })),
      axisName: chartText,
      splitNumber: 4,
      splitArea: { show: false },
      splitLine: { lineStyle: { color: "var(--line)" } },
      axisLine: { lineStyle: { color: "var(--line)" } },
    },
    series: rows.map((_, index) => ({
      type: "radar",
      silent: true,
      symbolSize: 5,
      itemStyle: { color: seriesColour(index) },
      lineStyle: { color: seriesColour(index), width: index === 0 ? 3 : 2, type: dashes[index % dashes.length] },
      data: [{ value: figures[index]?.map(({ value }) => value ?? 0) ?? [] }],
    })),
  };
  return picture(option, WIDTH, HEIGHT, simulated);
}
