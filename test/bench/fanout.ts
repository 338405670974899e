import type { RunPolicy } from "../../src/core/run-policy.ts";
import { type RunTimes, runTimes, type Second } from "./fanout-orders.ts";
import { type Figure, figure } from "./figure.ts";
import { prefilledShare } from "./prefilled-tokens.ts";
import { runOverhead } from "./run-overhead.ts";

const RUNS = 1000;
const OVERHEAD_RUNS = 100;
const REFERENCERS = 7;

/** Returns the figures of the fan-out. */
export async function measureFanout(): Promise<Figure[]> {
  const both = { hedge: "always", earlyStop: true } as const;
  return [
    ...(await against("with hedging and early stop", both, { mean: 0.87, p95: 0.78 })),
    ...(await against("with hedging alone", { hedge: "always" })),
    ...(await against("with early stop alone", { earlyStop: true })),
    ...(await against("with both off", {}, { mean: 1, p95: 1 })),
    ...(await against("with both, second requests to the same endpoint", both, {}, "again")),
    figure(
      `prompt tokens prefilled against naive, ${RUNS.toLocaleString("en")} draws`,
      prefilledShare(RUNS),
      "share",
      "<= 0.25",
    ),
    figure("own overhead of a run, K = 7, n = 8, median", await runOverhead(OVERHEAD_RUNS), "ms"),
  ];
}

async function against(
  what: string,
  policy: Partial<RunPolicy>,
  goals: { readonly mean?: number; readonly p95?: number } = {},
  second: Second = "elsewhere",
): Promise<Figure[]> {
  const times = await runTimes(RUNS, policy, second);
  const asked = times.reduce((sum, { hedged }) => sum + hedged, 0) / (RUNS * REFERENCERS);
  return [
    ratioFigure(`mean latency ${what}`, times, meanOf, goals.mean),
    ratioFigure(`p95 latency ${what}`, times, percentile95, goals.p95),
    ...(policy.hedge === undefined ? [] : [figure(`references asked twice ${what}`, asked, "share")]),
  ];
}

function ratioFigure(
  name: string,
  times: readonly RunTimes[],
  measure: (values: readonly number[]) => number,
  most: number | undefined,
): Figure {
  const ratio = measure(times.map(({ ours }) => ours)) / measure(times.map(({ waitingForAll }) => waitingForAll));
  return figure(name, ratio, "of waiting for all", most === undefined ? undefined : `<= ${most}`);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function percentile95(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? Infinity;
}
