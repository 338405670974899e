/** Longer lines are no notes. */
const LONGEST = 100;

const BEGINNINGS = ["reasoned for ", "reasoned about ", "thought for ", "thought about "];

const NOTE =
  /^(?:reasoned|thought)(?: about .*)? for (?:an?|a few|a couple of|[\d.]+) ?(?:s|secs?|seconds?|m|mins?|minutes?|moments?)(?:,? (?:and )?[\d.]+ ?(?:s|secs?|seconds?))?[\s.*_]*$/i;

/** Whether a line only tells how long the model thought: "Reasoned for 12 seconds", in whatever emphasis. */
export function isNote(line: string): boolean {
  return line.length <= LONGEST && NOTE.test(withoutMarks(line));
}

/** Whether more text could make such a line of the beginning of one. */
export function couldBecomeNote(beginning: string): boolean {
  const words = withoutMarks(beginning).toLowerCase();
  return beginning.length <= LONGEST && BEGINNINGS.some((one) => one.startsWith(words) || words.startsWith(one));
}

function withoutMarks(line: string): string {
  return line.replace(/^[\s*_>]+/, "");
}
