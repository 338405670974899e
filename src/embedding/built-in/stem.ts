/** Endings taken off in turn, each at most once. */
const endings: readonly (readonly [ending: RegExp, replacement: string])[] = [
  [/(?<=.{4})ly$/, ""],
  [/ie[sd]$/, "y"],
  [/(?:(?<=ss|[xz]|[cs]h)e|(?<=[^sui]))s$/, ""],
  [/(?<=[aeiouy].*)(?:ing|(?<!e)ed)$/, ""],
  [/(?<=.{4})(?:(?<=[st])ion|ive|er|or)$/, ""],
  // Doubled before the ending just taken off: "running", "mapper". Words such as "call" and "pass" are spelt so.
  [/(?<=[aeiou]([bdgmnprt]))\1$/, ""],
  [/e$/, ""],
];

/** Words that one of the endings may fit. The limit keeps the lookbehinds from walking through endless words. */
const STEMMABLE = /^[a-z]{3,29}[degnrsy]$/;

/** Shorter stems would make different words the same. */
const SHORTEST = 3;

/**
 * A rough stem: "parse", "parses", "parsing" and "parser" become "pars".
 *
 * Only lower-case ASCII words change. A wrong stem does little harm: nobody sees it, and the character n-grams still
 * show which words are alike.
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
