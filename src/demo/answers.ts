import type { KnownQuestion } from "./known-questions.ts";
import type { PromptReference } from "./prompt.ts";

/** Returns the answer in a reply to a known question: its code, or the known answer at its end; else null. */
export function answerIn(
  { form, reference, otherWords = [], wrong }: KnownQuestion,
  { text, code }: PromptReference,
): string | null {
  if (form.kind === "code") return code;
  if (otherWords.some((answer) => endsWith(text, answer))) return reference;
  return [reference, ...wrong].find((answer) => endsWith(text, answer)) ?? null;
}

function endsWith(text: string, answer: string): boolean {
  return text.trimEnd().endsWith(answer.trim());
}

/**
 * Returns whether two answers are the same apart from trailing white space; indentation counts, because Python needs
 * it.
 */
export function sameAnswer(a: string, b: string): boolean {
  return withoutTrailingSpace(a) === withoutTrailingSpace(b);
}

function withoutTrailingSpace(answer: string): string {
  return answer.replace(/[^\S\n]+$/gm, "").trimEnd();
}

/** Returns the most frequent answer; of equally frequent ones the first. Undefined when there is none. */
export function mostFrequent(answers: readonly string[]): string | undefined {
  const counts = answers.map((answer) => answers.filter((other) => sameAnswer(answer, other)).length);
  return answers[counts.indexOf(Math.max(...counts))];
}
