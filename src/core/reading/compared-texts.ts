import { markdownBlocks } from "../markdown-blocks.ts";

/**
 * Returns the texts whose similarity is compared: for a coding question the code blocks of the responses if every
 * response has one, otherwise the whole responses.
 */
export function comparedTexts(responses: readonly string[], coding: boolean): readonly string[] {
  if (!coding) return responses;
  const code = responses.map(codeBlocks);
  return code.every((blocks) => blocks.length > 0) ? code.map((blocks) => blocks.join("\n")) : responses;
}

/** Returns the contents of the code blocks of a Markdown text, without empty ones. */
export function codeBlocks(text: string): string[] {
  return markdownBlocks(text)
    .filter(({ type }) => type === "fence" || type === "code_block")
    .map(({ content }) => content)
    .filter((content) => content.trim() !== "");
}
