import { cosine, type Embedding } from "../../src/core/embedding.ts";
import type { EmbeddingModel, EmbeddingPurpose } from "../../src/core/ports.ts";
import { type ProbeQuestion, probeQuestions } from "./probe-questions.ts";

/** The half of the questions that is measured; the other half is left out completely. */
export type Parity = "even" | "odd";

interface EmbeddedQuestion {
  readonly question: ProbeQuestion;
  readonly embedding: Embedding;
}

/** Returns the share of the questions, in [0, 1], whose nearest other question has the same topic. */
export async function sameTopicAtRankOne(
  model: EmbeddingModel,
  ids: Parity,
  questions: readonly ProbeQuestion[] = probeQuestions,
): Promise<number> {
  const half = ofParity(questions, ids);
  return shareFound(
    await embedded(model, half, "text", "query"),
    await embedded(model, half, "text", "document"),
    (asked, original) => original.topic === asked.topic && original.id !== asked.id,
    (asked, original) => original.topic !== asked.topic,
  );
}

/** Returns the share of the questions, in [0, 1], whose misspelt form is nearest to its own original. */
export async function misspeltFindOriginal(
  model: EmbeddingModel,
  ids: Parity,
  questions: readonly ProbeQuestion[] = probeQuestions,
): Promise<number> {
  const half = ofParity(questions, ids);
  return shareFound(
    await embedded(model, half, "misspelt", "query"),
    await embedded(model, half, "text", "document"),
    (asked, original) => original.id === asked.id,
    (asked, original) => original.id !== asked.id,
  );
}

function ofParity(questions: readonly ProbeQuestion[], ids: Parity): readonly ProbeQuestion[] {
  return questions.filter(({ id }) => id % 2 === (ids === "even" ? 0 : 1));
}

async function embedded(
  model: EmbeddingModel,
  questions: readonly ProbeQuestion[],
  form: "text" | "misspelt",
  purpose: EmbeddingPurpose,
): Promise<readonly EmbeddedQuestion[]> {
  const texts = questions.map((question) => question[form]);
  const embeddings = await model.embed(texts, purpose);
  return questions.map((question, i) => {
    const embedding = embeddings[i];
    if (embedding === undefined) throw new RangeError(`${embeddings.length} embeddings for ${texts.length} texts.`);
    return { question, embedding };
  });
}

type Relation = (asked: ProbeQuestion, original: ProbeQuestion) => boolean;

/**
 * Returns the share of the questions that find a right original. A right and a wrong original that are equally near
 * count as a miss.
 */
function shareFound(
  asked: readonly EmbeddedQuestion[],
  originals: readonly EmbeddedQuestion[],
  isRight: Relation,
  isWrong: Relation,
): number {
  const found = asked.filter(({ question, embedding }) => {
    const nearest = (relation: Relation): number =>
      Math.max(
        ...originals
          .filter((original) => relation(question, original.question))
          .map((original) => cosine(embedding, original.embedding)),
      );
    return nearest(isRight) > nearest(isWrong);
  });
  return found.length / asked.length;
}
