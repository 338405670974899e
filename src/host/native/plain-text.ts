import { MarkdownString } from "vscode";

/**
 * Words in one line in which nothing is markup, whoever wrote them. VS Code's own `appendText` would keep every space,
 * so that no line breaks.
 *
 * @param markup stands before them and is taken as it is
 */
export function plainText(markup: string, words: string): MarkdownString {
  return new MarkdownString(markup + escaped(words));
}

/** @returns Markdown that reads as these words */
export function escaped(words: string): string {
  return words
    .replace(/\s+/gu, " ")
    .trim()
    .replace(/[\\`*_{}[\]()#+\-!<>|~&$]|(?<=^\d+)[.)]/gu, "\\$&");
}
