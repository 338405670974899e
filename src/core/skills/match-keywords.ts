import { cosine, type Embedding } from "../embedding.ts";
import type { PackedBank } from "../packed-bank/index.ts";
import { skillIndexOf } from "./skill-index.ts";

/**
 * Maximum number of a bank's keywords to compare with, the most frequent ones: more are not worth their time and
 * memory.
 */
export const MOST_MATCHED = 5_000;
/** Number of keywords that are embedded at once. Finished pieces of a stopped run are not embedded again. */
const PIECE = 256;

/** Embeds texts, all in one space, in order. */
type Embed = (texts: readonly string[]) => Promise<readonly Embedding[]>;

/** Cached by bank and space: the embedded keywords. */
const embedded = new WeakMap<PackedBank, Map<string, Map<string, Embedding>>>();

/**
 * Returns the keywords of a bank that correspond to those of an asked question: the same keyword if the bank has it,
 * otherwise the nearest by embedding. Of equally near ones, the first by name is taken.
 *
 * @returns one for each keyword, in order, so that one may occur twice; none when the bank has no keywords
 * @throws what `embed` throws
 */
export async function matchKeywords(keywords: readonly string[], bank: PackedBank, embed: Embed): Promise<string[]> {
  const { numbers } = skillIndexOf(bank);
  if (numbers.size === 0) return [];
  const strangers = [...new Set(keywords)].filter((keyword) => !numbers.has(keyword));
  const nearest = strangers.length === 0 ? new Map<string, string>() : await nearestOf(strangers, bank, embed);
  return keywords.map((keyword) => nearest.get(keyword) ?? keyword);
}

async function nearestOf(strangers: readonly string[], bank: PackedBank, embed: Embed): Promise<Map<string, string>> {
  const names = comparedKeywords(bank);
  for (let asked = await embed(strangers); ;) {
    const space = asked[0]?.space ?? "";
    const known = vectorsOf(bank, space);
    const missing = names.filter((name) => !known.has(name)).slice(0, PIECE);
    if (missing.length === 0) {
      return new Map(
        strangers.map((stranger, index) => [stranger, nearestTo(asked[index] as Embedding, names, known)]),
      );
    }
    const made = await embed(missing);
    made.forEach((one, index) => vectorsOf(bank, one.space).set(missing[index] as string, one));
    // Another embedder has taken over, so everything is compared in its space.
    if (made[0]?.space !== space) asked = await embed(strangers);
  }
}

function nearestTo(asked: Embedding, names: readonly string[], known: ReadonlyMap<string, Embedding>): string {
  const similarities = names.map((name) => Math.round(cosine(asked, known.get(name) as Embedding) * 1e6));
  return names[similarities.indexOf(similarities.reduce((best, one) => Math.max(best, one), -Infinity))] as string;
}

/** Returns the most frequent keywords of a bank, by name. */
function comparedKeywords(bank: PackedBank): string[] {
  const { skills, rows } = skillIndexOf(bank);
  const frequency = (skill: number): number => (rows[skill] as Uint32Array).length;
  return [...skills.names.keys()]
    .sort((a, b) => frequency(b) - frequency(a) || a - b)
    .slice(0, MOST_MATCHED)
    .map((skill) => skills.names[skill] as string)
    .sort();
}

function vectorsOf(bank: PackedBank, space: string): Map<string, Embedding> {
  const ofBank = embedded.get(bank) ?? new Map<string, Map<string, Embedding>>();
  embedded.set(bank, ofBank);
  const ofSpace = ofBank.get(space) ?? new Map<string, Embedding>();
  ofBank.set(space, ofSpace);
  return ofSpace;
}
