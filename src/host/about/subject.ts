import { l10n, type Position, Range, type TextDocument, type TextEditor } from "vscode";
import { rangeIn } from "../code/in-editor.ts";
import { symbolsOf } from "../code/symbols.ts";
import { type Attachment, ContextError } from "../context/attachment.ts";
import { fileAttachment } from "../context/file-attachment.ts";
import { labelOf } from "../context/read-file.ts";
import { SelectionAttachment } from "../context/selection-attachment.ts";

/** Number of lines above and below a place outside of all functions. */
const AROUND = 20;

/** The code of a question. Its label gives the reason if the user did not select the code. */
interface Subject {
  readonly attachment: Attachment;
  readonly range: Range;
}

/**
 * Returns the code for a question about an editor: the selection; without one the function or class around the cursor;
 * else the visible part of the file.
 *
 * @throws ContextError when there is no text
 */
export async function subjectOf({ document, selection, visibleRanges }: TextEditor): Promise<Subject> {
  if (document.getText(selection).trim() !== "")
    return { attachment: new SelectionAttachment({ document, selection }), range: selection };
  const visible = visibleRanges.reduce((one, other) => one.union(other), visibleRanges[0] ?? selection);
  return (
    (await symbolAround(document, selection.active)) ??
    linesOf(document, visible, (place) => l10n.t("Visible part of {0}", place))
  );
}

/**
 * Returns the code around a place in a file: the function or class that it is in, else the lines near it.
 *
 * @throws ContextError when there is no text
 */
export async function codeAround(document: TextDocument, { start, end }: Range): Promise<Subject> {
  const near = new Range(Math.max(0, start.line - AROUND), 0, end.line + AROUND, 0);
  return (await symbolAround(document, start)) ?? linesOf(document, near, (place) => place);
}

/** Returns the innermost function, class or the like around a place; undefined when the editor knows none. */
async function symbolAround(document: TextDocument, place: Position): Promise<Subject | undefined> {
  const [innermost] = (await symbolsOf(document))
    // The text before a symbol on its first line is part of it.
    .map(({ name, start, end }) => ({ name, range: wholeLines(document, rangeIn(document, { start, end })) }))
    .filter(({ range }) => range.contains(place))
    .sort((one, other) => (one.range.contains(other.range) ? 1 : -1));
  if (innermost === undefined) return undefined;
  const { name, range } = innermost;
  const attachment = new SelectionAttachment({ document, selection: range }, (at) => l10n.t("{0} at {1}", name, at));
  return { attachment, range };
}

/** Returns lines of a document; the whole file if they are all its lines. */
function linesOf(document: TextDocument, part: Range, label: (place: string) => string): Subject {
  const range = wholeLines(document, part);
  const text = document.getText(range);
  if (text.trim() === "")
    throw new ContextError(l10n.t("There is no code here in {0}. Select some first.", labelOf(document.uri)));
  const isAll = text.length === document.getText().length;
  const attachment = isAll
    ? fileAttachment(document.uri)
    : new SelectionAttachment({ document, selection: range }, label);
  return { attachment, range };
}

function wholeLines(document: TextDocument, { start, end }: Range): Range {
  return document.validateRange(new Range(start.line, 0, end.line, Number.MAX_SAFE_INTEGER));
}
