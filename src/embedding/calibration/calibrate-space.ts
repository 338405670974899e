import { cosine, type Embedding } from "../../core/embedding.ts";
import type { EmbeddingModel } from "../../core/ports.ts";
import { calibrated, type JudgedCosines, type SimilarityThresholds } from "../../core/similarity-thresholds.ts";
import { judgedQuestions } from "./judged-questions.ts";
import { judgedReplies } from "./judged-replies.ts";

/**
 * Resolves with thresholds for a space without known ones, measured on judged texts: 112 short ones, embedded once as
 * documents. They are easy to embed and hard to tell apart, so the thresholds are on the careful side.
 *
 * @throws the model's errors, and the signal's reason when it aborts
 * @throws RangeError when the model leaves texts out
 */
export async function calibrateSpace(model: EmbeddingModel, signal?: AbortSignal): Promise<SimilarityThresholds> {
  const replies = await judgedCosines(model, judgedReplies, signal);
  const questions = await judgedCosines(model, judgedQuestions, signal);
  return calibrated(replies, questions);
}

async function judgedCosines(
  model: EmbeddingModel,
  judged: readonly JudgedTexts[],
  signal: AbortSignal | undefined,
): Promise<JudgedCosines> {
  const texts = judged.flatMap(({ same, different }) => [...same, ...different]);
  const embeddings = await model.embed(texts, "document", signal);
  if (embeddings.length !== texts.length) {
    throw new RangeError(`${model.space} returned ${embeddings.length} embeddings for ${texts.length} texts.`);
  }
  const byText = new Map(texts.map((text, i) => [text, embeddings[i] as Embedding]));
  const cosineOf = ([a, b]: readonly [string, string]): number =>
    cosine(byText.get(a) as Embedding, byText.get(b) as Embedding);
  const { same, different } = judgedPairs(judged);
  return { same: same.map(cosineOf), different: different.map(cosineOf) };
}

/** Texts that a person has judged. */
export interface JudgedTexts {
  /** These texts all mean the same. */
  readonly same: readonly string[];
  /** Each of these looks like the texts above but means something else. */
  readonly different: readonly string[];
}

/** Returns pairs of texts, by whether the two mean the same. */
export function judgedPairs(judged: readonly JudgedTexts[]): {
  readonly same: readonly (readonly [string, string])[];
  readonly different: readonly (readonly [string, string])[];
} {
  return {
    same: judged.flatMap(({ same }) =>
      same.flatMap((one, i) => same.slice(0, i).map((other) => [other, one] as const)),
    ),
    different: judged.flatMap(({ same, different }) =>
      same.flatMap((one) => different.map((other) => [one, other] as const)),
    ),
  };
}
