import { randomStream } from "../core/random.ts";
import type { KnownQuestion } from "./known-questions.ts";
import type { Profile } from "./profiles.ts";

/**
 * Shares of a difficulty that are common to all models, common to the models with the same voice, and one model's own.
 */
const [EVERYBODYS, FAMILYS, OWN] = [0.8, 0.45, 0.4] as const;

/**
 * Returns how hard a question is for all models, in units of about one standard deviation; 0 for average difficulty.
 */
export function commonDifficulty({ id }: Pick<KnownQuestion, "id">): number {
  return spread(`${id}/difficulty`);
}

/**
 * Returns how hard a question is for a model, in the same unit. Errors are correlated: a hard question is hard for all,
 * and models of one voice stand for one family, trained on the same texts, that fails on the same questions.
 */
export function difficultyFor({ id, voice }: Profile, question: Pick<KnownQuestion, "id">): number {
  const familys = spread(`${question.id}/${voice}/difficulty`);
  const own = spread(`${question.id}/${id}/difficulty`);
  return EVERYBODYS * commonDifficulty(question) + FAMILYS * familys + OWN * own;
}

/** The logistic distribution's standard deviation. */
const LOGISTIC_DEVIATION = Math.PI / Math.sqrt(3);

/** Returns the number that belongs to a name, logistically distributed around 0 with standard deviation 1. */
function spread(name: string): number {
  const share = randomStream(0, name)();
  return Math.log((share + Number.MIN_VALUE) / (1 - share)) / LOGISTIC_DEVIATION;
}
