import type { RandomSource } from "../core/ports.ts";
import { difficultyFor } from "./difficulty.ts";
import { fieldOf } from "./fields.ts";
import type { KnownQuestion, KnownQuestions } from "./known-questions.ts";
import { skillOn, type Profile } from "./profiles.ts";

/** The share of draws in which a model that knows a question answers wrong. */
const SLIP = 0.03;
/** The share of draws in which one that does not know it answers right. */
const LUCK = 0.02;

/**
 * Returns whether this draw answers right; over the questions of a field and many draws, as often as skill(model,
 * field) says. Mostly the pair of model and question decides, so that an outcome measured once says something about the
 * next time.
 *
 * @param random the draw's own stream
 */
export function answersRight(
  profile: Profile,
  known: KnownQuestions,
  question: KnownQuestion,
  random: RandomSource,
): boolean {
  return random() < (knows(profile, known, question) ? 1 - SLIP : LUCK);
}

/** Returns whether the model knows the question. */
export function knows(profile: Profile, known: KnownQuestions, question: KnownQuestion): boolean {
  return question.isEveryday === true || knownTo(profile, known).has(question.id);
}

/** Worked out once for every model and world. */
const knownIds = new WeakMap<KnownQuestions, WeakMap<Profile, ReadonlySet<string>>>();

function knownTo(profile: Profile, known: KnownQuestions): ReadonlySet<string> {
  const byProfile = knownIds.get(known) ?? new WeakMap<Profile, ReadonlySet<string>>();
  knownIds.set(known, byProfile);
  const ids = byProfile.get(profile) ?? new Set(easiest(profile, known));
  byProfile.set(profile, ids);
  return ids;
}

/**
 * Returns the ids of the questions that a model knows: a fixed share of each field, those that are easiest for it.
 * Independent chances instead would let luck outweigh skill where a field has sixteen questions.
 */
function easiest(profile: Profile, known: KnownQuestions): string[] {
  return [...new Set(known.map(({ topic }) => fieldOf(topic)))].flatMap((field) => {
    const questions = known.filter(({ topic }) => fieldOf(topic) === field);
    // skill = share * (1 - SLIP) + (1 - share) * LUCK, solved for the share.
    const share = (skillOn(profile, field) - LUCK) / (1 - SLIP - LUCK);
    return questions
      .map(({ id }) => ({ id, difficulty: difficultyFor(profile, { id }) }))
      .sort((a, b) => a.difficulty - b.difficulty)
      .slice(0, Math.round(share * questions.length))
      .map(({ id }) => id);
  });
}
