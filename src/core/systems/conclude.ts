import type { Candidate } from "./candidate.ts";
import type { Parameters } from "../parameters.ts";
import type { Emit } from "../record/index.ts";
import { scoreCandidates } from "./score-candidates.ts";
import type { Conclusion } from "../system-names.ts";
import { vote, type Voting } from "./voting/vote.ts";

/** The inputs of a conclusion. */
interface Concluding extends Voting {
  readonly parameters: Parameters;
}

/**
 * Scores the candidates as their system does, and emits the winner.
 *
 * @returns the winner's draw; null when there is nothing to score
 */
export async function conclude(
  conclusion: Conclusion,
  candidates: readonly Candidate[],
  means: Concluding,
  emit: Emit,
): Promise<number | null> {
  if (conclusion === "posterior") return scoreCandidates(candidates, means, emit);
  const [only, ...others] = candidates;
  if (only === undefined) return null;
  if (others.length > 0) {
    const scores = await vote(candidates, means);
    emit({ type: "scores", ...scores });
    return scores.winner;
  }
  const { draw } = only;
  emit({ type: "scores", candidates: [{ draw, similarity: 1, score: 1 }], winner: draw, decidedBy: "only" });
  return draw;
}
