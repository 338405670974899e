import type { TextRange } from "../context/moved-range.ts";
import { indentationOf, indented, type IndentStyle } from "./indentation.ts";

/** The end of a line that continues: an operator, or a sign that joins it with the next line. */
const GOES_ON = /(?:=>?|\\|\s[-+*/%&|^<>?!~:]+)$/u;
/** The end of a line that opens a block. */
const OPENS = /[[({:]$/u;
/** Text that does not begin a line. */
const CONTINUES = /^\s*[;,)\]]/u;

/**
 * Returns code fitted into a part of a file: indented like the part's first line, with a line end where the part had
 * one or where the code would otherwise run into the following text. Behind a finished line it begins a new one. Lines
 * end with \n.
 */
export function fitted(code: string, text: string, { start, end }: TextRange, style: IndentStyle): string {
  const lineStart = start === 0 ? 0 : text.lastIndexOf("\n", start - 1) + 1;
  const before = text.slice(lineStart, start);
  const isAtIndentation = before.trim() === "";
  const isAtLineEnd = start === end && /^[ \t\r]*(?:\n|$)/u.test(text.slice(end));
  if (isAtLineEnd && /\S$/u.test(before) && !GOES_ON.test(before) && !CONTINUES.test(code)) {
    const step = OPENS.test(before) ? (style.insertSpaces ? " ".repeat(style.tabSize) : "\t") : "";
    const deeper = indentationOf(before) + step;
    const lines = code.replace(/^(?:[ \t]*\r?\n)+/u, "").trimEnd();
    return `\n${deeper}${indented(lines, deeper, style)}`;
  }
  const indentation = indentationOf(firstLine(text.slice(lineStart), end - lineStart));
  const fitting = indented(code.trimEnd(), indentation, style);
  return (isAtIndentation ? indentation.slice(before.length) : "") + fitting + lineEnd();

  function lineEnd(): string {
    const ended = /\n([ \t]*)$/u.exec(text.slice(start, end))?.[0];
    if (ended !== undefined) return ended;
    const runsOn = /^[ \t]*\S/u.test(text.slice(end)) && start === end && isAtIndentation;
    return runsOn ? `\n${before}` : "";
  }
}

/**
 * Returns the first non-empty line that the beginning of a text touches; if all are empty, the first line.
 *
 * @param length of the beginning
 */
function firstLine(text: string, length: number): string {
  const lineEnd = text.indexOf("\n", length);
  const lines = text.slice(0, lineEnd < 0 ? undefined : lineEnd).split("\n");
  return lines.find((line) => line.trim() !== "") ?? lines[0] ?? "";
}
