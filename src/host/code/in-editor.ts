import { Range, type TextDocument, type TextEditor } from "vscode";
import type { TextRange } from "../context/moved-range.ts";
import type { IndentStyle } from "./indentation.ts";

/** How an editor indents; its options are never `auto` when they are read. */
export function indentStyleOf({ options }: TextEditor): IndentStyle {
  return {
    insertSpaces: options.insertSpaces !== false,
    tabSize: typeof options.tabSize === "number" ? options.tabSize : 4,
  };
}

/** A range of a document in units from its beginning. */
export function textRangeOf(document: TextDocument, { start, end }: Range): TextRange {
  return { start: document.offsetAt(start), end: document.offsetAt(end) };
}

/** The other way round. */
export function rangeIn(document: TextDocument, { start, end }: TextRange): Range {
  return new Range(document.positionAt(start), document.positionAt(end));
}
