import { BarChart, HeatmapChart } from "echarts/charts";
import { GridComponent, VisualMapPiecewiseComponent } from "echarts/components";
import { type EChartsCoreOption, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { plainLine } from "../core/plain-line.ts";
import type { Markup } from "./index.ts";

use([BarChart, HeatmapChart, GridComponent, VisualMapPiecewiseComponent, SVGRenderer]);

/** Text in a chart; its colour and font come from the page, as all colours do. */
export const chartText = { color: "var(--text)", fontFamily: "inherit", fontSize: 12 } as const;

/** Height of a row with one model, in CSS pixels. */
export const ROW_HEIGHT = 22;

const NAME_LENGTH = 36;

/**
 * Returns an axis with all names, and the width of the longest in pixels. The chart library looks texts up in plain
 * objects, so a name such as `__proto__` or `constructor` would change every object of this process. No property ends
 * in a non-breaking space, so every name here gets one.
 */
export function nameAxis(names: readonly string[]): { readonly axis: EChartsCoreOption; readonly width: number } {
  const data = names.map((name) => `${plainLine(name, NAME_LENGTH)}\u00a0`);
  const axis = {
    type: "category",
    data,
    axisTick: { show: false },
    axisLine: { show: false },
    axisLabel: { ...chartText, interval: 0, margin: 8 },
  };
  return { axis, width: 16 + Math.max(0, ...data.map(textWidth)) };
}

/**
 * Returns a generous estimate of a text's width, because there is no browser to measure it. Characters from Hangul and
 * CJK on are square.
 */
function textWidth(text: string): number {
  return Array.from(text).reduce((width, character) => width + ((character.codePointAt(0) ?? 0) < 0x1100 ? 7 : 13), 0);
}

/**
 * Draws a chart without a browser, as SVG markup without scripts or interaction.
 *
 * @param width and height in CSS pixels
 */
export function svgChart(option: EChartsCoreOption, width: number, height: number): Markup {
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    chart.setOption({ animation: false, ...option });
    return { markup: chart.renderToSVGString() };
  } finally {
    chart.dispose();
  }
}
