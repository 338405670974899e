import type { Question } from "../question.ts";
import { markdownBlocks } from "../markdown-blocks.ts";
import { answerIn, looksWhole } from "../reading/index.ts";

/**
 * Whether a reply that was cut off at the output limit still holds an answer, and so counts as a reference
 * (docs/how-an-answer-is-made.md). If the form of the answer is known, an answer must be readable. For code, a block
 * must be closed, or the code must look whole. Otherwise any text counts.
 *
 * @param text without thinking
 * @param coding whether the question is a coding question
 */
export function holdsAnswer(text: string, { answerForm }: Question, coding: boolean): boolean {
  if (text.trim() === "") return false;
  if (answerForm !== undefined) return answerIn(text, answerForm) !== null;
  return !coding || holdsCode(text);
}

function holdsCode(text: string): boolean {
  const fences = markdownBlocks(text).filter(({ type }) => type === "fence");
  if (fences.length === 0) return BEGINS_AS_CODE.test(text) && looksWhole(text, "");
  return fences.some(({ map, content, info }) => {
    const lines = content === "" ? 0 : content.replace(/\n$/u, "").split("\n").length;
    // The map of a closed fence covers its opening and closing lines; a fence that is not closed has only the opening
    // one.
    const isClosed = map !== null && map[1] - map[0] === lines + 2;
    return content.trim() !== "" && (isClosed || looksWhole(content, info.trim().toLowerCase()));
  });
}

const BEGINS_AS_CODE =
  /^\s*(?:#!|@\w|\/\/|\/\*|(?:import|from|def|class|async|export|const|let|var|function|public|package|using|#include)\b)/u;
