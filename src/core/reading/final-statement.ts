/** A place in a reply that says outright what the answer is. */
export interface Statement {
  /** Where it begins in the reply. */
  readonly at: number;
  /** What follows on the same line; empty where the answer stands below. */
  readonly answer: string;
  /** Where the answer begins in the reply. */
  readonly answerAt: number;
}

// Blanks and markup are counted: side by side, patterns for any number of them try every way to divide a long run.
const subject = String.raw`(?<!\b(?:wrong|incorrect|false)\s)(?:\bfinal answer|\b(?:correct|right|best|my)\s{1,4}(?:answer|choice|option|response)|\banswer|\boutput|\bresult)`;
const markup = String.raw`[*_\x60]{0,4}`;
const verb = String.raw`(?:\s{0,4}${markup}\s{0,4}[:：=–—]|\s{1,4}${markup}(?:is|would be|will be|must be|should be)(?:\s{0,4}:|\b(?!\s{1,4}not\b)))`;
const english = String.raw`${subject}(?:\s{1,4}to\s{1,4}[^.\n]{1,80}?|\s{1,4}here|\s{1,4}therefore|\s{1,4}then)?${verb}`;
const chinese = "(?:答案|正确选项)\\s*(?:应该是|应为|是|为|选)?\\s*[:：]?";
const statement = new RegExp(`(?:${english}|${chinese}|<answer>)`, "giu");

/** Statements that are read, the last ones: a model that repeats itself makes thousands on one line. */
const MOST_STATEMENTS = 500;

/**
 * The last statements of a reply, first to last: "The answer is (B).", "**Answer:** 42", "Final answer: x = 3". A statement
 * that says what the answer is not is none.
 *
 * @param reach characters of each answer that are wanted
 */
export function finalStatements(reply: string, reach: number): Statement[] {
  return [...reply.matchAll(statement)].slice(-MOST_STATEMENTS).map((match) => statementAt(match, reply, reach));
}

/** The first of them, without its answer. */
export function firstStatement(reply: string): Statement | undefined {
  const { value: first } = reply.matchAll(statement).next();
  return first === undefined ? undefined : statementAt(first, reply, 0);
}

/** The last of them, whose answer counts, as long as it may be. */
export function lastStatement(reply: string): Statement | undefined {
  const last = [...reply.matchAll(statement)].at(-1);
  return last === undefined ? undefined : statementAt(last, reply, reply.length);
}

function statementAt({ 0: words, index }: RegExpExecArray, reply: string, reach: number): Statement {
  const answerAt = index + words.length;
  const [line = ""] = reply.slice(answerAt, answerAt + reach).split("\n", 1);
  const closed = line.search(/<\/answer>/iu);
  const answer = closed === -1 ? line : line.slice(0, closed);
  return { at: index, answerAt, answer: answer.replace(/^[*_:\s]+/u, "").trim() };
}
