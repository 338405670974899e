import type { TextRange } from "../context/moved-range.ts";
import { indentationOf, indented, type IndentStyle } from "./indentation.ts";

/** What a line ends with that goes on: an operator, or a sign that joins it with the next one. */
const GOES_ON = /(?:=>?|\\|\s[-+*/%&|^<>?!~:]+)$/u;
/** What the lines that follow are a step deeper behind. */
const OPENS = /[[({:]$/u;
/** What begins no line. */
const CONTINUES = /^\s*[;,)\]]/u;

/**
 * Code as it stands in the place of a part of a file: indented like the part's first line, and ending a line where the part
 * did or where it would otherwise run into what follows. At the end of a finished line it begins a new one. Lines end with \n.
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

/** Returns the first line with text in it of those that a part at the beginning touches, or the very first. */
function firstLine(text: string, length: number): string {
  const lineEnd = text.indexOf("\n", length);
  const lines = text.slice(0, lineEnd < 0 ? undefined : lineEnd).split("\n");
  return lines.find((line) => line.trim() !== "") ?? lines[0] ?? "";
}
