import { keywordsOf } from "../question-bank/index.ts";
import { KEYWORDS_WANTED } from "../messages/index.ts";

/** Whoever was asked for five keywords has said them by then. */
const READ = 20_000;
/** A list without another one inside: models wrap it in prose, in fences or in an object. */
const LIST = /\[([^[\]]*)\]/g;
/** Characters after the list. Who answers the question instead writes lists too, in code, but seldom ends with one. */
const AFTER = 80;
/** Characters around a list that is not quite JSON, and would be anything in a longer text. */
const AROUND = 200;

/**
 * The keywords in a model's reply, cut to their limits: the JSON array with usable strings that it ends with, since models
 * that think aloud end with their answer; in a short reply also a list in brackets that is nearly JSON. Null where there is
 * neither.
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
 * The keywords of a question by several replies to one request: those that at least two of them name, which leaves out
 * what a model names by chance. All keywords of a reply count where no other reply holds any.
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

/** `'a', "b",` or `a, b`; a single word in brackets is more likely a mark in the text than a list. */
function looseTexts(inside: string): string[] {
  const items = inside.split(/[,\n]/).map((item) => item.trim().replace(/^(["'`])(.*)\1$/s, "$2"));
  return items.length > 1 ? items.filter((item) => /\p{L}/u.test(item)) : [];
}
