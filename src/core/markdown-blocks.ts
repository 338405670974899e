import MarkdownIt, { type Token } from "markdown-it";

const markdown = new MarkdownIt();
// Inline syntax is not needed here, and unclosed brackets in a long reply would take minutes to parse.
markdown.core.ruler.enableOnly(["normalize", "block"]);

/**
 * Returns the blocks of a Markdown text, in order: paragraphs, lists, code and the rest. Inline syntax is not parsed.
 */
export function markdownBlocks(text: string): Token[] {
  return markdown.parse(text, {});
}
