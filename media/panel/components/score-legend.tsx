import type { JSX } from "preact";
import type { RunRecord } from "../../../src/protocol/index.ts";
import { score } from "../format.ts";
import { perplexityLeftOut } from "../record/perplexity-left-out.ts";
import { scoreAxis } from "../record/score-axis.ts";
import { scoredCount } from "../record/winner-reason.ts";
import { strings } from "../strings.ts";

/** What the bars of the candidates mean; nothing where there is nothing to compare. */
export function ScoreLegend({ run }: { readonly run: RunRecord }): JSX.Element | null {
  const axis = scoreAxis(run);
  if (axis === null || scoredCount(run) < 2) return null;
  return (
    <p class="hint score-legend">
      {legend(run)} {strings.scoreScale(end(axis.low), end(axis.high))}
    </p>
  );
}

function legend(run: RunRecord): string {
  if (run.decidedBy === "medoid") return strings.medoidLegend;
  const leftOut = perplexityLeftOut(run);
  return leftOut === null ? strings.scoreLegend : strings.similarityLegend(leftOut);
}

function end(value: number): string {
  return Number.isInteger(value) ? String(value) : score(value);
}
