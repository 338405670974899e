import { normalise } from "../../../src/core/embedding.ts";
import type { EmbeddingModel } from "../../../src/core/ports.ts";
import type { KnownCandidate } from "../../../src/lab/choice-study/candidate-sets.ts";
import type { MeasuredSet } from "../../../src/lab/choice-study/rules.ts";

/** An embedder for which texts with the same first word are the same, and all others have nothing in common. */
export function firstWordEmbedder(): EmbeddingModel {
  const words: string[] = [];
  return {
    space: "test/first-word",
    embed: (texts) =>
      Promise.resolve(
        texts.map((text) => {
          const word = text.split(/\s/u)[0] ?? "";
          if (!words.includes(word)) words.push(word);
          const vector = Array.from({ length: 16 }, (_, index) => Number(index === words.indexOf(word)));
          return { space: "test/first-word", vector: normalise(vector) };
        }),
      ),
  };
}

/** Returns a candidate whose text, unless given, is its answer. */
export function candidate(fields: Partial<KnownCandidate> & { readonly correct: boolean }): KnownCandidate {
  return { model: "m", text: fields.answer ?? "text", prior: 0.5, ...fields };
}

/** Returns a set of one question, measured with the embedder of first words. */
export async function measuredSet(
  candidates: readonly KnownCandidate[],
  passed: readonly (number | null)[] = candidates.map(() => null),
  questionId = "q",
): Promise<MeasuredSet> {
  const embeddings = await firstWordEmbedder().embed(
    candidates.map(({ text }) => text),
    "document",
  );
  return { questionId, question: "?", candidates, passed, embeddings };
}
