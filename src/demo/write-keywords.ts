import { fieldOf } from "./fields.ts";
import type { KnownQuestion } from "./known-questions.ts";

/**
 * Returns the text of a reply that names a question's skills as a JSON array; an empty array for an unknown question.
 */
export function writeKeywords(question: KnownQuestion | undefined): string {
  return JSON.stringify(question === undefined ? [] : keywordsOf(question));
}

function keywordsOf({ topic, form }: KnownQuestion): string[] {
  const language = form.kind === "code" ? form.language : undefined;
  const words = [fieldOf(topic), topic?.replaceAll("-", " "), language].filter((word) => word !== undefined);
  return [...new Set(words)];
}
