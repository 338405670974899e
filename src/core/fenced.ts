/**
 * Returns a code block of Markdown. Its fence is longer than any run of backticks inside, so that no text can end its
 * own block.
 */
export function fenced(text: string, language = ""): string {
  // Not `Math.max(...runs)`: the number of arguments of a call is limited, and a text may have more runs.
  const longest = Array.from(text.matchAll(/`{3,}/g)).reduce((most, [run]) => Math.max(most, run.length), 2);
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
