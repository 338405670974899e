import { questionLimits, type Task } from "../core/question-bank/index.ts";
import { lastBoxed } from "../core/reading/index.ts";
import { choice, optionIndex } from "./fields.ts";
import type { AnswerCheck } from "../import-rows/index.ts";

/** A task, and how its check was derived. */
interface PairTask {
  readonly task: Task;
  readonly check: AnswerCheck;
}

const open = (check: AnswerCheck): PairTask => ({ task: { kind: "open" }, check });

/** A number that stands for its value: no code with leading zeros, no version with trailing zeros, no unit. */
const plainNumber = /^[-+−]?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,14})(?:\.\d{0,14}[1-9])?$/u;
const plainFraction = /^[-+−]?[1-9]\d{0,8}\/[1-9]\d{0,8}$/u;

/** Pairs of answers that are alternatives by their meaning alone. */
const alternatives = [
  ["yes", "no"],
  ["true", "false"],
];

/**
 * Returns the task for a plain answer. It gets a check only when a right reply surely passes and a wrong one does not:
 * an option of a list, a number, yes or no. Free text can be worded in many ways, so such a question is open.
 *
 * @param answer as the file has it; of any type
 * @param given the options to choose from, if there are any
 */
export function pairTask(answer: unknown, given: unknown): PairTask {
  const only: unknown = Array.isArray(answer) && answer.length === 1 ? answer[0] : answer;
  if (only === undefined || only === null || (typeof only === "string" && only.trim() === "")) return open("none");
  if (Array.isArray(only)) return open("several");
  if (typeof only !== "string" && typeof only !== "number" && typeof only !== "boolean") return open("free-text");
  const text = String(only).trim();
  const options = optionsOf(given);
  if (options !== null) {
    const index = typeof only === "string" ? indexIn(options, text) : -1;
    return index === -1 ? open("free-text") : { task: choice(options, index), check: "choice" };
  }
  return yesOrNo(text) ?? number(text) ?? open("free-text");
}

/** Returns a list of at least two different texts; null for anything else. */
function optionsOf(given: unknown): readonly string[] | null {
  if (!Array.isArray(given) || given.length < 2 || given.length > questionLimits.options) return null;
  const texts = given.filter((option): option is string => typeof option === "string" && option.trim() !== "");
  const isUsable = texts.length === given.length && new Set(texts.map((text) => text.trim())).size === texts.length;
  return isUsable ? texts.map((text) => text.trim()) : null;
}

/** Returns the index of the option whose text or letter the answer is; -1 when both could be meant, or neither. */
function indexIn(options: readonly string[], answer: string): number {
  const byText = options.indexOf(answer);
  const byLetter = optionIndex(answer, options.length);
  if (byText !== -1 && byLetter !== -1 && byText !== byLetter) return -1;
  return byText === -1 ? byLetter : byText;
}

function yesOrNo(text: string): PairTask | null {
  for (const words of alternatives) {
    const index = words.indexOf(text.toLowerCase());
    if (index !== -1) return { task: choice(words, index), check: "yes-or-no" };
  }
  return null;
}

/**
 * Returns a task for a number alone, in the last box of a solution, or after the `####` that ends some data sets'
 * solutions.
 */
function number(text: string): PairTask | null {
  const marked = /####\s*(\S[^\n]*)$/u.exec(text.slice(-1000))?.[1] ?? lastBoxed(text) ?? text;
  const value = marked.trim();
  if (!plainNumber.test(value) && !plainFraction.test(value)) return null;
  return { task: { kind: "math", answer: value.replaceAll(",", "") }, check: "number" };
}
