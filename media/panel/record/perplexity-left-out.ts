import type { RunRecord } from "../../../src/core/record/index.ts";
import { strings } from "../strings.ts";
import { scoreBreakdown } from "./score-breakdown.ts";

/** Returns why perplexity took no part in a run's scores; null if it did, or if nothing was scored. */
export function perplexityLeftOut(run: RunRecord): string | null {
  const scored = run.candidates.filter(({ score }) => score !== null);
  const breakdowns = scored.flatMap((one) => scoreBreakdown(run, one) ?? []);
  if (breakdowns.length === 0) return null;
  if (run.parameters.perplexityWeight === 0) return strings.noWeight;
  if (breakdowns.some(({ perplexityScore }) => perplexityScore !== null)) return null;
  if (new Set(scored.map(({ model }) => model)).size > 1) return strings.severalAggregators;
  const missing = scored.filter(({ perplexity }) => perplexity === null).length;
  return missing === 0 ? strings.leftOut : strings.withoutLogprobs(missing, scored.length);
}
