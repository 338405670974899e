import { CustomChart, LineChart, RadarChart } from "echarts/charts";
import { GraphicComponent, RadarComponent } from "echarts/components";
import { type EChartsCoreOption, use } from "echarts/core";
import { chartText, type Markup, svgChart } from "../../../../report-page/index.ts";
import { withUnit } from "../figure-text.ts";
import type { Figure, Unit } from "../table.ts";
import { ends } from "./drawn.ts";

use([CustomChart, LineChart, RadarChart, GraphicComponent, RadarComponent]);

/** Height above a picture for the word that says it is simulated. */
export const MARK_HEIGHT = 20;

/** Number of series colours on the page; further series reuse them. */
export const COLOURS = 9;

/** Returns the colour of a series; the page's styles define its value. */
export const seriesColour = (index: number): string => `var(--series-${index % COLOURS})`;

/** Draws a picture. If its figures are simulated, the picture says so. */
export function picture(option: EChartsCoreOption, width: number, height: number, simulated: boolean): Markup {
  const mark = {
    type: "text",
    left: 8,
    top: 3,
    silent: true,
    style: { text: "simulated", fill: "var(--warn)", font: "bold 12px sans-serif" },
  };
  return svgChart(simulated ? { ...option, graphic: [mark] } : option, width, height);
}

/** Returns an axis of figures between round numbers, with room for all values from `low` to `high`. */
export function valueAxis(unit: Unit, low: number, high: number): EChartsCoreOption {
  const step = roundStep((high - low) / 5);
  return {
    type: "value",
    min: Math.floor(low / step + TOLERANCE) * step,
    max: Math.ceil(high / step - TOLERANCE) * step,
    interval: step,
    axisLabel: { ...chartText, formatter: (value: number) => withUnit(value, unit) },
    splitLine: { lineStyle: { color: "var(--line)" } },
  };
}

/** Tolerance within which a bound counts as a multiple of the step. */
const TOLERANCE = 1e-9;

/** Returns the smallest of 1, 2 and 5 times a power of ten that is not below a length; 1 for a length of zero. */
function roundStep(length: number): number {
  if (length <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(length));
  return power * ([1, 2, 5].find((factor) => factor * power >= length * (1 - TOLERANCE)) ?? 10);
}

/** The functions that a custom series can call while it draws. */
export interface DrawingApi {
  readonly value: (dimension: number) => number;
  readonly coord: (point: readonly number[]) => [number, number];
}

/** The position of a figure's signs. */
interface SignPlace {
  /** Returns the position of a value on the figure's scale, in pixels. */
  readonly at: (value: number) => Point;
  /** Offset from a whisker to the end of its crossbars, in pixels. */
  readonly crossbar: Point;
}

type Point = readonly [x: number, y: number];

/** Returns a figure's whiskers, and the paper's figure as a diamond. */
export function signs(figure: Figure | undefined, { at, crossbar: [dx, dy] }: SignPlace): object {
  const both = figure === undefined ? null : ends(figure);
  const children: object[] = [];
  if (both !== null) {
    const [[x1, y1], [x2, y2]] = [at(both[0]), at(both[1])];
    children.push(stroke(x1, y1, x2, y2));
    children.push(stroke(x1 - dx, y1 - dy, x1 + dx, y1 + dy), stroke(x2 - dx, y2 - dy, x2 + dx, y2 + dy));
  }
  if (figure?.paper !== undefined) children.push(diamond(...at(figure.paper)));
  return { type: "group", children };
}

/** Returns a thin line in the colour of the text. */
function stroke(x1: number, y1: number, x2: number, y2: number): object {
  return { type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: "var(--text)", lineWidth: 1.25 } };
}

/** Returns the diamond that marks the paper's figure. */
function diamond(x: number, y: number): object {
  const points = [
    [x, y - 5],
    [x + 5, y],
    [x, y + 5],
    [x - 5, y],
  ];
  return { type: "polygon", shape: { points }, style: { fill: "var(--page)", stroke: "var(--paper)", lineWidth: 2 } };
}
