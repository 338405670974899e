/** A place in a reply that says outright what the answer is. */
export interface Statement {
  /** Where it begins in the reply. */
  readonly at: number;
  /** What follows on the same line; empty where the answer stands below. */
  readonly answer: string;
  /** Where the answer begins in the reply. */
  readonly answerAt: number;
}

const subject = String.raw`(?<!\b(?:wrong|incorrect|false)\s)(?:\bfinal answer|\b(?:correct|right|best|my)\s+(?:answer|choice|option|response)|\banswer|\boutput|\bresult)`;
const markup = String.raw`[*_\x60]*`;
const verb = String.raw`(?:\s*${markup}\s*[:：=–—]|\s+${markup}(?:is|would be|will be|must be|should be)(?:\s*:|\b(?!\s+not\b)))`;
const english = String.raw`${subject}(?:\s+to\s+[^.\n]{1,80}?|\s+here|\s+therefore|\s+then)?${verb}`;
const chinese = "(?:答案|正确选项)\\s*(?:应该是|应为|是|为|选)?\\s*[:：]?";
const statement = new RegExp(`(?:${english}|${chinese}|<answer>)`, "giu");

/**
 * The statements of a reply, first to last: "The answer is (B).", "**Answer:** 42", "Final answer: x = 3". A statement
 * that says what the answer is not is none.
 *
 * @param reach characters of each answer that are wanted: a model that repeats itself makes thousands on one line
 */
export function finalStatements(reply: string, reach: number): Statement[] {
  return Array.from(reply.matchAll(statement), (match) => statementAt(match, reply, reach));
}

/** The last of them, whose answer counts, as long as it may be. */
export function lastStatement(reply: string): Statement | undefined {
  const last = [...reply.matchAll(statement)].at(-1);
  return last === undefined ? undefined : statementAt(last, reply, reply.length);
}

function statementAt({ 0: words, index }: RegExpExecArray, reply: string, reach: number): Statement {
  const answerAt = index + words.length;
  const [line = ""] = reply.slice(answerAt, answerAt + reach).split("\n", 1);
  return { at: index, answerAt, answer: line.replace(/^[*_:\s]+|<\/answer>.*$/giu, "").trim() };
}
