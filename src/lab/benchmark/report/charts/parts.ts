import { CustomChart, LineChart, RadarChart } from "echarts/charts";
import { GraphicComponent, RadarComponent } from "echarts/components";
import { type EChartsCoreOption, use } from "echarts/core";
import { chartText, type Markup, svgChart } from "../../../../report-page/index.ts";
import { withUnit } from "../figure-text.ts";
import type { Figure, Unit } from "../table.ts";
import { ends } from "./drawn.ts";

use([CustomChart, LineChart, RadarChart, GraphicComponent, RadarComponent]);

/** Room above a picture for the word that says it is simulated. */
export const MARK_HEIGHT = 20;

/** How many colours the page has for series; more series than that take them again. */
export const COLOURS = 9;

/** The colour of a series; the page's styles say what it is. */
export const seriesColour = (index: number): string => `var(--series-${index % COLOURS})`;

/** Draws a picture and, where its figures are simulated, says so inside of it. */
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

/** Returns an axis of figures from a round number to a round number, with room for all between `low` and `high`. */
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

/** A bound that is a multiple of the step but for rounding is that multiple. */
const TOLERANCE = 1e-9;

/** Returns the least of 1, 2 and 5 times a power of ten that is not below a length; one where there is no length. */
function roundStep(length: number): number {
  if (length <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(length));
  return power * ([1, 2, 5].find((factor) => factor * power >= length * (1 - TOLERANCE)) ?? 10);
}

/** What a custom series can ask for when it draws. */
export interface DrawingApi {
  readonly value: (dimension: number) => number;
  readonly coord: (point: readonly number[]) => [number, number];
}

/** Where a figure's signs are drawn. */
interface SignPlace {
  /** Returns where a value of the figure's scale lies, in pixels. */
  readonly at: (value: number) => Point;
  /** From a whisker to the end of its crossbars, in pixels. */
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

/** Returns a thin line of the text's colour. */
function stroke(x1: number, y1: number, x2: number, y2: number): object {
  return { type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: "var(--text)", lineWidth: 1.25 } };
}

/** Returns the sign for the paper's figure: a diamond on its point. */
function diamond(x: number, y: number): object {
  const points = [
    [x, y - 5],
    [x + 5, y],
    [x, y + 5],
    [x - 5, y],
  ];
  return { type: "polygon", shape: { points }, style: { fill: "var(--page)", stroke: "var(--paper)", lineWidth: 2 } };
}
