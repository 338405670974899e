/** A place in a reply that states the answer. */
interface Statement {
  /** Start of the statement in the reply. */
  readonly at: number;
  /** The rest of the same line; empty when the answer is below. */
  readonly answer: string;
  /** Start of the answer in the reply. */
  readonly answerAt: number;
}

// Repetitions of blanks and markup are bounded. Adjacent unbounded patterns would try every way to divide a long run.
const subject = String.raw`(?<!\b(?:wrong|incorrect|false)\s)(?:\bfinal answer|\b(?:correct|right|best|my)\s{1,4}(?:answer|choice|option|response)|\banswer|\boutput|\bresult)`;
const markup = String.raw`[*_\x60]{0,4}`;
const verb = String.raw`(?:\s{0,4}${markup}\s{0,4}[:：=–—]|\s{1,4}${markup}(?:is|would be|will be|must be|should be)(?:\s{0,4}:|\b(?!\s{1,4}not\b)))`;
const english = String.raw`${subject}(?:\s{1,4}to\s{1,4}[^.\n]{1,80}?|\s{1,4}here|\s{1,4}therefore|\s{1,4}then)?${verb}`;
const chinese = "(?:答案|正确选项)\\s*(?:应该是|应为|是|为|选)?\\s*[:：]?";
const statement = new RegExp(`(?:${english}|${chinese}|<answer>)`, "giu");

/**
 * Maximum number of statements that are read, the last ones: a model that repeats itself writes thousands on one line.
 */
const MOST_STATEMENTS = 500;

/**
 * Returns the last statements of a reply in order: "The answer is (B).", "**Answer:** 42", "Final answer: x = 3". A
 * statement of what the answer is not does not count.
 *
 * @param reach maximum number of characters of each answer
 */
export function finalStatements(reply: string, reach: number): Statement[] {
  return [...reply.matchAll(statement)].slice(-MOST_STATEMENTS).map((match) => statementAt(match, reply, reach));
}

/** Returns the first statement of a reply, without its answer. */
export function firstStatement(reply: string): Statement | undefined {
  const { value: first } = reply.matchAll(statement).next();
  return first === undefined ? undefined : statementAt(first, reply, 0);
}

/** Returns the last statement of a reply, with its whole answer. */
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
