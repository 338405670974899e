import { labelsAt, type PackedBank } from "../packed-bank/index.ts";
import type { RandomSource } from "../ports.ts";
import { skillIndexOf } from "./skill-index.ts";

/** How many experts answer a question in Symbolic-MoE. */
export const EXPERTS = 3;
/** Temperature of the overall strengths; below 1, strong models stand out more. */
const TEMPERATURE = 0.5;

/** Outcomes of the models on some skills, by column of `bank.models`. */
interface Profile {
  /** 1 for each right answer and -1 for each wrong one, once for every skill of the question. */
  readonly scores: Float64Array;
  /** Summed weight of the known outcomes. */
  readonly known: Float64Array;
}

/** Cached by bank: the profile of each skill, by number, and the profile of all skills together. */
const profiles = new WeakMap<PackedBank, { readonly bySkill: Map<number, Profile>; readonly overall: Profile }>();

/**
 * Returns how likely each model is to be drawn as an expert, by Symbolic-MoE (Chen et al., 2025; its released code):
 * the sum of its profile over the question's keywords (local suitability), times its overall strength. Strength is the
 * sum of the whole profile, to the power of 1 / temperature, which is a softmax of its logarithm. If the sum of some
 * model is negative, all are raised above zero first. Only positive suitability counts; if no model has any, all are
 * raised above zero.
 *
 * If the strengths leave no model, the released code divides by zero; here suitability alone counts.
 *
 * @param keywords keywords of the bank; a repeated one counts each time
 * @returns R values in the models' order that add up to 1; null when nothing is known of any model on the keywords
 */
export function expertWeights(
  bank: PackedBank,
  models: readonly string[],
  keywords: readonly string[],
): number[] | null {
  const columns = models.map((model) => bank.models.indexOf(model));
  const local = sumOf(bank, keywords);
  const isCandidate = columns.map((column) => (local.known[column] ?? 0) > 0);
  if (!isCandidate.some(Boolean)) return null;
  const scores = columns.map((column) => local.scores[column] ?? 0);
  const candidates = scores.filter((_, model) => isCandidate[model]);
  const raise = candidates.some((score) => score > 0) ? 0 : 1 - Math.min(...candidates);
  const suitability = scores.map((score, model) => (isCandidate[model] === true ? Math.max(0, score + raise) : 0));
  const strength = strengths(columns, profilesOf(bank).overall);
  const weights = suitability.map((value, model) => value * (strength[model] as number));
  return shares(weights) ?? shares(suitability);
}

/** Draws the experts of a question, one after the other. A model that is drawn several times gives several answers. */
export function drawExperts(models: readonly string[], weights: readonly number[], random: RandomSource): string[] {
  const eligible = weights.flatMap((weight, index) => (weight > 0 ? [index] : []));
  const total = eligible.reduce((sum, index) => sum + (weights[index] as number), 0);
  const [last] = eligible.slice(-1);
  if (last === undefined) return [];
  return Array.from({ length: EXPERTS }, () => {
    let left = random() * total;
    const drawn = eligible.find((index) => (left -= weights[index] as number) < 0);
    // Rounding may leave a remainder after the last model.
    return models[drawn ?? last] as string;
  });
}

function shares(values: readonly number[]): number[] | null {
  const total = values.reduce((sum, value) => sum + value, 0);
  return total > 0 ? values.map((value) => value / total) : null;
}

function strengths(columns: readonly number[], { scores, known }: Profile): number[] {
  const totals = columns.map((column) => ((known[column] ?? 0) > 0 ? (scores[column] as number) : null));
  const least = Math.min(...totals.filter((total) => total !== null));
  const raise = least < 0 ? 1 - least : 0;
  return totals.map((total) => (total === null ? 0 : (total + raise) ** (1 / TEMPERATURE)));
}

function sumOf(bank: PackedBank, keywords: readonly string[]): Profile {
  const { numbers } = skillIndexOf(bank);
  const sum = emptyProfile(bank);
  for (const keyword of keywords) {
    const skill = numbers.get(keyword);
    if (skill === undefined) continue;
    const { scores, known } = profileOf(bank, skill);
    scores.forEach((score, column) => (sum.scores[column] = (sum.scores[column] as number) + score));
    known.forEach((weight, column) => (sum.known[column] = (sum.known[column] as number) + weight));
  }
  return sum;
}

function profileOf(bank: PackedBank, skill: number): Profile {
  const { bySkill } = profilesOf(bank);
  const known = bySkill.get(skill);
  if (known !== undefined) return known;
  const profile = emptyProfile(bank);
  for (const row of skillIndexOf(bank).rows[skill] as Uint32Array) count(bank, row, 1, profile);
  bySkill.set(skill, profile);
  return profile;
}

function profilesOf(bank: PackedBank): { readonly bySkill: Map<number, Profile>; readonly overall: Profile } {
  const kept = profiles.get(bank);
  if (kept !== undefined) return kept;
  const overall = emptyProfile(bank);
  const { skills } = skillIndexOf(bank);
  for (let row = 0; row < bank.questions.size; row++) count(bank, row, labelsAt(skills, row).length, overall);
  const made = { bySkill: new Map<number, Profile>(), overall };
  profiles.set(bank, made);
  return made;
}

function emptyProfile({ models }: PackedBank): Profile {
  return { scores: new Float64Array(models.length), known: new Float64Array(models.length) };
}

/** Adds a question's outcomes this many times. A half-right answer counts as zero, a weak outcome by its weight. */
function count({ models, capability, outcomes }: PackedBank, row: number, times: number, profile: Profile): void {
  for (let column = 0; column < models.length; column++) {
    const code = capability[row * models.length + column] as number;
    const weight = times * (outcomes.weights[code] as number);
    const score = weight * (2 * (outcomes.values[code] as number) - 1);
    profile.scores[column] = (profile.scores[column] as number) + score;
    profile.known[column] = (profile.known[column] as number) + weight;
  }
}
