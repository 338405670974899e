import type { RandomSource } from "../../core/ports.ts";
import { type Measure, measures } from "./measures.ts";
import type { Method } from "./methods.ts";
import { bootstrapIntervals, type Interval } from "../statistics/paired-bootstrap.ts";
import type { Findings } from "./study-selection.ts";

/** A measure's name for scripts; `rankingScore` is the requested one of Eq. 8's two forms. */
export type ReportedMeasure = Measure | "rankingScore";

/** A method's figures; null when nothing could be measured. */
export type MethodFigures = { readonly method: string } & Readonly<Record<ReportedMeasure, number | null>>;

/** The difference between two methods, with its 95% interval. */
export interface Difference {
  readonly from: string;
  readonly to: string;
  readonly measure: ReportedMeasure;
  readonly value: number;
  readonly interval: Interval;
}

/** How figures are computed from the findings. */
interface ReportOptions {
  /**
   * Whether `rankingScore` pools the pairs of all questions, as in the paper's Eq. 8, or is the mean over questions.
   */
  readonly pooled: boolean;
  /** Number of resamples of the bootstrap. */
  readonly resamples: number;
  readonly random: RandomSource;
}

/** Returns every measure of every studied method. */
export function methodFigures(findings: Findings, { pooled }: Pick<ReportOptions, "pooled">): MethodFigures[] {
  return [...findings].map(([{ name }, series]) => {
    const values = reported(pooled).map(([as, measure]) => [as, series[measure].value] as const);
    return { method: name, ...(Object.fromEntries(values) as Record<ReportedMeasure, number | null>) };
  });
}

/** Returns how much better each method is than `base`. The intervals are paired: both methods share the same draws. */
export function differencesFrom(
  base: Method,
  methods: readonly Method[],
  findings: Findings,
  { pooled, resamples, random }: ReportOptions,
): Difference[] {
  const baseSeries = findings.get(base);
  if (baseSeries === undefined) return [];
  const compared = methods.flatMap((method) =>
    reported(pooled).flatMap(([as, measure]) => {
      const own = findings.get(method)?.[measure];
      // More ties are neither better nor worse.
      if (own === undefined || measure === "rankingTies") return [];
      return [{ to: method.name, as, series: own.minus(baseSeries[measure]) }];
    }),
  );
  const { weights } = baseSeries.top1;
  const tested = [...weights.keys()].filter((question) => weights[question] !== 0);
  const all = compared.map(({ series }) => series);
  const intervals = bootstrapIntervals(all, tested, resamples, random);
  return compared.flatMap(({ to, as, series: { value } }, index): Difference[] => {
    const interval = intervals[index];
    if (value === null || interval == null) return [];
    return [{ from: base.name, to, measure: as, value, interval }];
  });
}

function reported(pooled: boolean): (readonly [ReportedMeasure, Measure])[] {
  return [
    ["rankingScore", pooled ? "rankingScorePooled" : "rankingScorePerQuestion"],
    ...measures.map((measure) => [measure, measure] as const),
  ];
}
