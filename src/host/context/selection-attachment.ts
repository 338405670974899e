import { l10n, Range, type TextDocument, type TextDocumentChangeEvent, type Uri, window, workspace } from "vscode";
import { type Attachment, ContextError } from "./attachment.ts";
import { movedRange, type TextRange } from "./moved-range.ts";
import { labelOf, readFile } from "./read-file.ts";

/**
 * Returns the attachment of a part of a file. The part follows edits of the file; its text is read when the question is
 * sent.
 */
export class SelectionAttachment implements Attachment {
  readonly kind = "selection";
  readonly id: string;
  label: string;
  readonly uri: Uri;
  private readonly labelled: (place: string) => string;
  private range: TextRange;

  /** @param labelled makes the label from the part's place, if the place alone is not enough */
  constructor(
    { document, selection }: { readonly document: TextDocument; readonly selection: Range },
    labelled: (place: string) => string = String,
  ) {
    this.uri = document.uri;
    this.labelled = labelled;
    this.range = { start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) };
    this.label = this.labelIn(document);
    this.id = `selection ${this.uri.toString()} ${this.label}`;
  }

  async read(): Promise<string> {
    const text = (await readFile(this.uri)).slice(this.range.start, this.range.end);
    if (text.trim() !== "") return text;
    throw new ContextError(
      l10n.t("Nothing is left of {0}. Remove it from the question, or select something again.", this.label),
    );
  }

  async reveal(): Promise<void> {
    const document = await workspace.openTextDocument(this.uri);
    await window.showTextDocument(document, { selection: this.rangeIn(document), preview: true });
  }

  follow({ document, contentChanges }: TextDocumentChangeEvent): boolean {
    if (document.uri.toString() !== this.uri.toString() || contentChanges.length === 0) return false;
    this.range = movedRange(this.range, contentChanges);
    const before = this.label;
    this.label = this.labelIn(document);
    return this.label !== before;
  }

  private labelIn(document: TextDocument): string {
    const { start, end } = this.rangeIn(document);
    // A selection of whole lines ends at the beginning of the next one.
    const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
    return this.labelled(`${labelOf(this.uri)}:${start.line + 1}-${last + 1}`);
  }

  private rangeIn(document: TextDocument): Range {
    return new Range(document.positionAt(this.range.start), document.positionAt(this.range.end));
  }
}
