/** Endings that are removed in this order, each at most once. */
const endings: readonly (readonly [ending: RegExp, replacement: string])[] = [
  [/(?<=.{4})ly$/, ""],
  [/ie[sd]$/, "y"],
  [/(?:(?<=ss|[xz]|[cs]h)e|(?<=[^sui]))s$/, ""],
  [/(?<=[aeiouy].*)(?:ing|(?<!e)ed)$/, ""],
  [/(?<=.{4})(?:(?<=[st])ion|ive|er|or)$/, ""],
  // A consonant doubled before the removed ending: "running", "mapper". Words such as "call" and "pass" keep theirs.
  [/(?<=[aeiou]([bdgmnprt]))\1$/, ""],
  [/e$/, ""],
];

/** Words that one of the endings may fit. The limit keeps the lookbehinds from running through endless words. */
const STEMMABLE = /^[a-z]{3,29}[degnrsy]$/;

/** Shorter stems would make different words equal. */
const SHORTEST = 3;

/**
 * Returns a rough stem: "parse", "parses", "parsing" and "parser" become "pars".
 *
 * Only lower-case ASCII words change. A wrong stem does little harm: it is never shown, and the character n-grams still
 * show which words are similar.
 */
export function stem(word: string): string {
  if (!STEMMABLE.test(word)) return word;
  let result = word;
  for (const [ending, replacement] of endings) {
    const shorter = result.replace(ending, replacement);
    if (shorter.length >= SHORTEST) result = shorter;
  }
  return result;
}
