import type { Candidate } from "./candidate.ts";
import { comparedTexts } from "../reading/index.ts";
import { posteriorScores, sayingTheSame, similarityScores } from "../enhancement/index.ts";
import type { Parameters } from "../parameters.ts";
import type { Emit } from "../record/index.ts";
import type { ReplyEmbedder } from "../ports.ts";
import type { Selection } from "../selection/index.ts";

/** The inputs of scoring. */
interface Scoring {
  readonly selection: Selection;
  readonly parameters: Parameters;
  readonly embedder: ReplyEmbedder;
}

/**
 * Exploitation (Sec. 3.4): scores the finished candidates by Eq. 7 and emits the winner. Others are scored only when
 * none is finished.
 *
 * @returns the winner's draw; null when there is nothing to score
 */
export async function scoreCandidates(
  candidates: readonly Candidate[],
  { selection, parameters: { perplexityWeight }, embedder }: Scoring,
  emit: Emit,
): Promise<number | null> {
  const finished = candidates.filter(({ status }) => status === "finished");
  const scored = finished.length > 0 ? finished : candidates;
  if (scored.length === 0) return null;
  const responses = scored.map(({ text }) => text);
  const embedded = await embedder.embedReplies(comparedTexts(responses, selection.coding));
  const similarity = similarityScores(embedded);
  const prior = new Map(selection.prior.map(({ model, value }) => [model, value]));
  const { scores, winner, perplexityLeftOut } = posteriorScores(
    scored.map(({ perplexity, model, subset, passed = null }, index) => ({
      similarity: similarity[index] ?? 0,
      perplexity,
      model,
      passed,
      subsetPrior: subset.reduce((sum, name) => sum + (prior.get(name) ?? 0), 0),
    })),
    perplexityWeight,
  );
  if (perplexityLeftOut !== null) emit({ type: "warning", message: perplexityLeftOut });
  const space = embedded[0]?.space ?? selection.space;
  const threshold = embedder.agreementThreshold(space);
  const agreeing = sayingTheSame(winner, responses, selection.coding, { embedded, threshold });
  const draw = scored[winner]?.draw ?? 0;
  emit({
    type: "scores",
    candidates: scored.map(({ draw }, index) => ({
      draw,
      similarity: similarity[index] ?? 0,
      score: scores[index] ?? 0,
    })),
    winner: draw,
    agreeing: agreeing.map((index) => scored[index]?.draw ?? 0),
    space,
  });
  return draw;
}
