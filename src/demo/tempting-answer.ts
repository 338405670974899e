import type { RandomSource } from "../core/ports.ts";
import { randomStream } from "../core/random.ts";
import type { KnownQuestion } from "./known-questions.ts";
import { pick } from "./pick.ts";
import type { Profile } from "./profiles.ts";

/** The share of a family's questions in which it falls for what tempts everybody. */
const COMMON_TRAP = 0.6;
/** The share of draws in which a model that errs makes its family's mistake. */
const FAMILY_LIKENESS = 0.8;

/**
 * The wrong answer that a model gives. Most errors are shared, within a family and often beyond, so that a majority can
 * be wrong.
 *
 * @param random the draw's own stream
 */
export function temptingAnswer({ voice }: Profile, { id, wrong }: KnownQuestion, random: RandomSource): string {
  if (random() >= FAMILY_LIKENESS) return pick(wrong, random);
  const familys = randomStream(0, `${id}/${voice}/mistake`);
  return pick(wrong, familys() < COMMON_TRAP ? randomStream(0, `${id}/mistake`) : familys);
}
