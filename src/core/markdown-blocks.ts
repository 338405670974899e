import MarkdownIt, { type Token } from "markdown-it";

const markdown = new MarkdownIt();
// What stands within lines is of no interest here, and brackets that never close would take minutes in a long reply.
markdown.core.ruler.enableOnly(["normalize", "block"]);

/** The blocks of a Markdown text, in order: paragraphs, lists, code and the rest. What is within their lines is not read. */
export function markdownBlocks(text: string): Token[] {
  return markdown.parse(text, {});
}
