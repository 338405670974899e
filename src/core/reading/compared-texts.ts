import { markdownBlocks } from "../markdown-blocks.ts";

/**
 * The texts whose similarity counts: for a coding question the responses' code blocks when every candidate has one, else
 * the whole responses.
 */
export function comparedTexts(responses: readonly string[], coding: boolean): readonly string[] {
  if (!coding) return responses;
  const code = responses.map(codeBlocks);
  return code.every((blocks) => blocks.length > 0) ? code.map((blocks) => blocks.join("\n")) : responses;
}

/** The contents of the code blocks of a Markdown text that are not empty. */
export function codeBlocks(text: string): string[] {
  return markdownBlocks(text)
    .filter(({ type }) => type === "fence" || type === "code_block")
    .map(({ content }) => content)
    .filter((content) => content.trim() !== "");
}
