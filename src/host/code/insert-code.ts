import { commands, l10n, Range, type TextDocument, type TextEditor, window, workspace } from "vscode";
import { messageOf } from "../../core/errors.ts";
import { showErrorMessage, showInformationMessage, showWarningMessage } from "../messages.ts";
import { proposeLines } from "./apply-code.ts";
import type { CodeBlock } from "./code-block.ts";
import { fitted } from "./fitted.ts";
import { indentStyleOf, textRangeOf } from "./in-editor.ts";
import type { Proposals } from "./proposals.ts";

/** Proposes code as the replacement of an editor's selection, or at its cursors. */
export async function proposeInsertion({ code }: CodeBlock, editor: TextEditor, proposals: Proposals): Promise<void> {
  const { document } = editor;
  const text = document.getText();
  const style = indentStyleOf(editor);
  const ranges = editor.selections.map((one) => textRangeOf(document, one)).sort((a, b) => a.start - b.start);
  const start = ranges[0]?.start ?? 0;
  let end = start;
  const pieces = ranges.map((range) => {
    const kept = text.slice(end, range.start).replaceAll("\r\n", "\n");
    end = range.end;
    return kept + fitted(code, text, range, style);
  });
  const kind = ranges.some((range) => range.end > range.start) ? "selection" : "cursor";
  await proposeLines(pieces.join(""), document, { kind, name: null, range: { start, end } }, proposals);
}

/**
 * Inserts code at every cursor of an editor with the indentation of its line, reveals the code, and reports its place
 * with an Undo button. Undo takes one step.
 */
export async function insertCode({ code }: CodeBlock, editor: TextEditor): Promise<void> {
  const { document, selections } = editor;
  const text = document.getText();
  const style = indentStyleOf(editor);
  const insertions = selections.map((selection) => ({
    selection,
    lines: fitted(code, text, textRangeOf(document, selection), style),
  }));
  const done = await editor.edit((edit) => {
    for (const { selection, lines } of insertions) edit.replace(selection, lines);
  });
  const name = workspace.asRelativePath(document.uri);
  if (!done)
    throw new Error(l10n.t("The code was not inserted: {0} cannot be written. Insert it elsewhere, or copy it.", name));
  const first = Math.min(
    ...insertions.map(({ selection, lines }) => selection.start.line + (lines.startsWith("\n") ? 1 : 0)),
  );
  const message =
    insertions.length === 1
      ? l10n.t("The code is inserted in {0}, at line {1}.", name, first + 1)
      : l10n.t("The code is inserted in {0}, at {2} places from line {1} on.", name, first + 1, insertions.length);
  offerUndo(message, document, name).catch((error: unknown) => {
    void showErrorMessage(l10n.t("The code is still in {0}. It could not be taken back: {1}", name, messageOf(error)));
  });
  const shown = await window.showTextDocument(document, editor.viewColumn);
  shown.revealRange(new Range(first, 0, first, 0));
}

/** Offers to undo the last change of a document, unless the document was changed since. */
async function offerUndo(message: string, document: TextDocument, name: string): Promise<void> {
  const undo = l10n.t("Undo");
  const { version } = document;
  if ((await showInformationMessage(message, undo)) !== undo) return;
  if (document.isClosed || document.version !== version) {
    void showWarningMessage(
      l10n.t(
        "{0} has changed since the code was inserted, or was closed, so nothing was undone. Open it to undo step by step.",
        name,
      ),
    );
  } else {
    await window.showTextDocument(document);
    await commands.executeCommand("undo");
  }
}
