import { Range, type TextDocument, type TextEditor } from "vscode";
import type { TextRange } from "../context/moved-range.ts";
import type { IndentStyle } from "./indentation.ts";

/** Returns how an editor indents; read options are never `auto`. */
export function indentStyleOf({ options }: TextEditor): IndentStyle {
  return {
    insertSpaces: options.insertSpaces !== false,
    tabSize: typeof options.tabSize === "number" ? options.tabSize : 4,
  };
}

/** Returns where a range of a document lies in its text. */
export function textRangeOf(document: TextDocument, { start, end }: Range): TextRange {
  return { start: document.offsetAt(start), end: document.offsetAt(end) };
}

/** Returns the range of a document that lies between two places in its text. */
export function rangeIn(document: TextDocument, { start, end }: TextRange): Range {
  return new Range(document.positionAt(start), document.positionAt(end));
}
