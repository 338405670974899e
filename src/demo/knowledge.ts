import type { RandomSource } from "../core/ports.ts";
import { difficultyFor } from "./difficulty.ts";
import { fieldOf } from "./fields.ts";
import type { KnownQuestion, KnownQuestions } from "./known-questions.ts";
import { skillOn, type Profile } from "./profiles.ts";

/** Share of draws in which a model answers a known question wrong. */
const SLIP = 0.03;
/** Share of draws in which a model answers an unknown question right. */
const LUCK = 0.02;

/**
 * Returns whether this draw answers right. Over the questions of a field and many draws, the share of right answers is
 * skill(model, field). Mostly the pair of model and question decides, so that an outcome measured once predicts the
 * next.
 *
 * @param random the random stream of this draw
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

/** Computed once per model and set of questions. */
const knownIds = new WeakMap<KnownQuestions, WeakMap<Profile, ReadonlySet<string>>>();

function knownTo(profile: Profile, known: KnownQuestions): ReadonlySet<string> {
  const byProfile = knownIds.get(known) ?? new WeakMap<Profile, ReadonlySet<string>>();
  knownIds.set(known, byProfile);
  const ids = byProfile.get(profile) ?? new Set(easiest(profile, known));
  byProfile.set(profile, ids);
  return ids;
}

/**
 * Returns the ids of the questions that a model knows: a fixed share of each field, the ones that are easiest for it.
 * With independent probabilities, luck would outweigh skill in a field of sixteen questions.
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
