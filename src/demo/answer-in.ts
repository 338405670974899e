import { sameCode } from "./code.ts";
import type { KnownQuestion } from "./known-questions.ts";
import type { PromptReference } from "./prompt.ts";

/** The answer that a reply gives to a known question: its code, or the known answer that it ends with. Null for any other. */
export function answerIn(
  { form, reference, otherWords = [], wrong }: KnownQuestion,
  { text, code }: PromptReference,
): string | null {
  if (form.kind === "code") return code;
  if (otherWords.some((answer) => endsWith(text, answer))) return reference;
  return [reference, ...wrong].find((answer) => endsWith(text, answer)) ?? null;
}

/** Whether two answers are the same. */
export const sameAnswer = sameCode;

function endsWith(text: string, answer: string): boolean {
  return text.trimEnd().endsWith(answer.trim());
}
