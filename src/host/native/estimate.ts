import { randomInt } from "node:crypto";
import type { Sources } from "../../assembly/index.ts";

/** What a question is going to cost. */
export interface Estimate {
  /** Whether nobody charges anything for it. */
  readonly isFree: boolean;
  /** In words for the user. */
  readonly sentence: string;
}

/** Estimates what a question costs; calls no model. */
export async function estimateOf(sources: Sources, text: string): Promise<Estimate> {
  const [{ assemble, runOf }, { planRun }, { estimateText }] = await Promise.all([
    import("../../assembly/index.ts"),
    import("../../core/answer/plan-run.ts"),
    import("../../core/cost/estimate-text.ts"),
  ]);
  const { signal } = new AbortController();
  const { means } = await assemble(sources, signal);
  const question = { text, context: [], conversation: [] };
  const { estimate } = await planRun(runOf(sources.settings, question, "estimate", randomInt(2 ** 31)), means, signal);
  // Models on this machine whose price nobody has told charge nothing.
  return { isFree: estimate.knownUsd[1] === 0 && estimate.unpriced.length === 0, sentence: estimateText(estimate) };
}
