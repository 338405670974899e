import { MarkdownString } from "vscode";

/**
 * Returns foreign text as one line without markup. VS Code's own `appendText` would keep every space, and the line
 * would not wrap.
 *
 * @param markup trusted Markdown in front of the text
 */
export function plainText(markup: string, words: string): MarkdownString {
  return new MarkdownString(markup + escaped(words));
}

/** @returns Markdown that reads as this text */
export function escaped(words: string): string {
  return words
    .replace(/\s+/gu, " ")
    .trim()
    .replace(/[\\`*_{}[\]()#+\-!<>|~&$]|(?<=^\d+)[.)]/gu, "\\$&");
}
