import { BarChart, HeatmapChart } from "echarts/charts";
import { GridComponent, VisualMapPiecewiseComponent } from "echarts/components";
import { type EChartsCoreOption, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { plainLine } from "../core/plain-line.ts";
import type { Markup } from "./index.ts";

use([BarChart, HeatmapChart, GridComponent, VisualMapPiecewiseComponent, SVGRenderer]);

/** Text in a chart; its colour and font come from the page, as all colours do. */
export const chartText = { color: "var(--text)", fontFamily: "inherit", fontSize: 12 } as const;

/** The height of a row that shows one model. */
export const ROW_HEIGHT = 22;

const NAME_LENGTH = 36;

/**
 * An axis of names, all of them shown, and the pixels that the longest takes. The chart library looks texts up in plain
 * objects: one that reads `__proto__` or `constructor` would change every object of this process. No property ends in a
 * space that does not break, so every name here does.
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

/** A generous guess: there is no browser to measure it. Characters from Hangul and CJK on are square. */
function textWidth(text: string): number {
  return Array.from(text).reduce((width, character) => width + ((character.codePointAt(0) ?? 0) < 0x1100 ? 7 : 13), 0);
}

/**
 * Draws a chart without a browser: markup of an SVG that holds no script and reacts to nothing.
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
