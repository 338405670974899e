/**
 * Returns for each text how many tokens it shares with all texts, itself included: the sum of Dice's coefficients of
 * their tokens without comments.
 */
export function tokenLikeness(texts: readonly string[]): number[] {
  const bags = texts.map(bagOf);
  return bags.map((one) => bags.reduce((sum, other) => sum + dice(one, other), 0));
}

const PYTHON = /^[ \t]*(?:def|class|from|import)[ \t]/mu;
// A comment without an end goes to the end of the text, so that the search takes time linear in the text.
const PYTHON_COMMENTS = /"""[^]*?(?:"""|$(?![^]))|'''[^]*?(?:'''|$(?![^]))|#.*$/gmu;
const SCRIPT_COMMENTS = /\/\*[^]*?(?:\*\/|$(?![^]))|\/\/.*$/gmu;

/** Returns how often each token occurs. */
function bagOf(text: string): ReadonlyMap<string, number> {
  // A division of whole numbers in Python looks like a comment of JavaScript.
  const bare = text.replaceAll(PYTHON.test(text) ? PYTHON_COMMENTS : SCRIPT_COMMENTS, "");
  const bag = new Map<string, number>();
  for (const token of bare.match(/[\p{L}_][\p{L}\p{N}_]*|\d+(?:\.\d+)?|[^\s\p{L}\p{N}_]/gu) ?? [])
    bag.set(token, (bag.get(token) ?? 0) + 1);
  return bag;
}

function dice(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let [common, all] = [0, 0];
  for (const [token, count] of one) {
    common += Math.min(count, other.get(token) ?? 0);
    all += count;
  }
  for (const count of other.values()) all += count;
  return all === 0 ? 1 : (2 * common) / all;
}
