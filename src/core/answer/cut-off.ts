import type { Question } from "../question.ts";
import { markdownBlocks } from "../markdown-blocks.ts";
import { answerIn, looksWhole } from "../reading/index.ts";

/**
 * Whether a reply that was cut off at the output limit holds an answer all the same, and so counts as a reference
 * (docs/how-an-answer-is-made.md): where the form of the answer is known, one that can be read; for code, a block that
 * is closed, or code that looks whole; else any text.
 *
 * @param text without thinking
 * @param coding whether code is what counts
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
    // From the opening line to the closing one; a fence that is not closed has only the first of them.
    const isClosed = map !== null && map[1] - map[0] === lines + 2;
    return content.trim() !== "" && (isClosed || looksWhole(content, info.trim().toLowerCase()));
  });
}

const BEGINS_AS_CODE =
  /^\s*(?:#!|@\w|\/\/|\/\*|(?:import|from|def|class|async|export|const|let|var|function|public|package|using|#include)\b)/u;
