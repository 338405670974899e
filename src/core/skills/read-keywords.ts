import { keywordsOf } from "../question-bank/index.ts";
import { KEYWORDS_WANTED } from "../messages/index.ts";

/** Characters of a reply's end that are read; five keywords take no more. */
const READ = 20_000;
/** Matches a list without another list inside. Models wrap it in prose, in fences or in an object. */
const LIST = /\[([^[\]]*)\]/g;
/**
 * Maximum number of characters after the list. A model that answers the question instead writes lists too, in code, but
 * seldom ends with one.
 */
const AFTER = 80;
/**
 * Maximum number of characters around a list that is not quite JSON; in a longer text, such a list could be anything.
 */
const AROUND = 200;

/**
 * Returns the keywords in a model's reply, cut to their limits. They are in the JSON array of strings at the end of the
 * reply, because models that think aloud end with their answer. In a short reply, a list in brackets that is nearly
 * JSON counts too. Returns null when there is neither.
 */
export function readKeywords(reply: string): string[] | null {
  const text = reply.trim().slice(-READ);
  const lists = [...text.matchAll(LIST)]
    .filter(({ 0: list, index }) => text.length - (index + list.length) <= AFTER)
    .reverse();
  const nearly = lists.filter(([list]) => text.length - list.length <= AROUND);
  for (const texts of [
    ...lists.map(([list]) => jsonTexts(list)),
    ...nearly.map(([, inside = ""]) => looseTexts(inside)),
  ]) {
    const keywords = keywordsOf(texts, KEYWORDS_WANTED);
    if (keywords.length > 0) return keywords;
  }
  return null;
}

/**
 * Returns the keywords of a question from several replies to one request: those that at least two replies name, which
 * leaves out keywords named by chance. If only one reply holds keywords, all of them count.
 */
export function agreedKeywords(replies: readonly string[]): string[] {
  const usable = replies.map(readKeywords).filter((keywords) => keywords !== null);
  const [only, ...others] = usable;
  if (only !== undefined && others.length === 0) return only;
  const named = (keyword: string): number => usable.filter((keywords) => keywords.includes(keyword)).length;
  return keywordsOf(usable.flat().filter((keyword) => named(keyword) > 1));
}

function jsonTexts(list: string): string[] {
  try {
    const items = JSON.parse(list) as unknown[];
    return items.filter((item) => typeof item === "string");
  } catch {
    return [];
  }
}

/** Reads `'a', "b",` or `a, b`. A single word in brackets is more likely a mark in the text than a list. */
function looseTexts(inside: string): string[] {
  const items = inside.split(/[,\n]/).map((item) => item.trim().replace(/^(["'`])(.*)\1$/s, "$2"));
  return items.length > 1 ? items.filter((item) => /\p{L}/u.test(item)) : [];
}
