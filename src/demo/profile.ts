import type { Field } from "./fields.ts";
import { type Profile, profiles } from "./profiles.ts";

/** The profile of a simulated model; undefined for any other id. */
export function profileOf(id: string): Profile | undefined {
  return profiles.find((profile) => profile.id === id);
}

/** The one of `choices` that is this model's own among the models that share its voice. */
export function ownOf<T>(choices: readonly T[], { id, voice }: Profile): T {
  const mates = profiles.filter((profile) => profile.voice === voice).map((profile) => profile.id);
  return choices[mates.indexOf(id) % choices.length] as T;
}

/** Nobody is always right or always wrong: routing needs something to lose and something to win. */
const [LOWEST_SKILL, HIGHEST_SKILL] = [0.05, 0.93];

/** The probability that the model answers a question of the field right. */
export function skillOn({ skill, fields }: Profile, field: Field | undefined): number {
  const difference = field === undefined ? 0 : (fields[field] ?? 0);
  return Math.min(HIGHEST_SKILL, Math.max(LOWEST_SKILL, skill + difference));
}
