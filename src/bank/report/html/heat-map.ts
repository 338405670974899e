import { chartText, type Markup, nameAxis, ROW_HEIGHT, svgChart } from "../../../report-page/index.ts";
import type { CapabilityTable } from "../capability-table.ts";

const CELL_WIDTH = 52;

/** Returns a chart of models x sources: the share of right answers in each cell, empty when nothing is known. */
export function heatMap({ models, sources }: CapabilityTable): Markup {
  const rows = nameAxis(models.map(({ name }) => name));
  const columns = nameAxis(sources.map(({ name }) => name));
  // A name at 45 degrees extends as far up as to the right.
  const slanted = Math.ceil(columns.width * Math.SQRT1_2) + 12;
  const cells = models.flatMap(({ bySource }, y) =>
    sources.flatMap((_, x) => {
      const known = bySource[x];
      if (known == null) return [];
      const color = `var(--heat-text-${heatStep(known.accuracy)})`;
      return [{ value: [x, y, known.accuracy], label: { color } }];
    }),
  );
  const pieces = heatSteps.light.map((_, step) => ({
    gte: step / 10,
    ...(step === 9 ? { lte: 1 } : { lt: (step + 1) / 10 }),
    color: `var(--heat-${step})`,
  }));
  const option = {
    grid: { left: rows.width, top: slanted, right: slanted, bottom: 8 },
    xAxis: { ...columns.axis, position: "top", axisLabel: { ...chartText, interval: 0, rotate: -45, margin: 8 } },
    yAxis: { ...rows.axis, inverse: true },
    visualMap: { type: "piecewise", show: false, dimension: 2, pieces },
    series: {
      type: "heatmap",
      data: cells,
      silent: true,
      emphasis: { disabled: true },
      itemStyle: { borderColor: "var(--page)", borderWidth: 1 },
      label: {
        ...chartText,
        fontSize: 11,
        show: true,
        formatter: ({ value }: { readonly value: readonly number[] }) => String(Math.round(100 * (value[2] ?? 0))),
      },
    },
  };
  const width = rows.width + sources.length * CELL_WIDTH + slanted;
  return svgChart(option, width, slanted + models.length * ROW_HEIGHT + 8);
}

/** One step of the heat map: the colour of the cell and of its text. */
interface HeatStep {
  readonly fill: string;
  readonly text: string;
}

/**
 * Accuracies in steps of a tenth, one hue from faint to strong, so that the map is readable with any kind of colour
 * vision.
 */
export const heatSteps: Readonly<Record<"light" | "dark", readonly HeatStep[]>> = {
  light: steps(
    ["#f4f8fd", "#e3edf8", "#cfe0f2", "#b6d1ea", "#98bee0", "#75a8d6", "#3a74af", "#2c6cab", "#165495", "#083d77"],
    6,
    "#10233a",
    "#ffffff",
  ),
  dark: steps(
    ["#1d2733", "#213243", "#263f57", "#2c4d6d", "#335c84", "#3b6b9a", "#5d92c2", "#7fadd7", "#a5c8e8", "#cfe3f5"],
    6,
    "#eef5fc",
    "#0b1622",
  ),
};

/** @param turn the first step whose text has the second colour */
function steps(fills: readonly string[], turn: number, before: string, after: string): HeatStep[] {
  return fills.map((fill, index) => ({ fill, text: index < turn ? before : after }));
}

/** Returns the step of an accuracy in [0, 1]. */
export function heatStep(accuracy: number): number {
  return Math.min(9, Math.floor(accuracy * 10));
}
