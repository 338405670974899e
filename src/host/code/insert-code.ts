import { l10n, type TextEditor, window, workspace } from "vscode";
import { withoutLinks } from "../bank/without-links.ts";
import type { CodeBlock } from "./code-block.ts";
import { fitted } from "./fitted.ts";
import { indentStyleOf, textRangeOf } from "./in-editor.ts";

/** Puts code at every cursor of an editor, in the indentation of its line, and goes there. It is undone in one step. */
export async function insertCode({ code }: CodeBlock, editor: TextEditor): Promise<void> {
  const { document, selections } = editor;
  const text = document.getText();
  const style = indentStyleOf(editor);
  const done = await editor.edit((edit) => {
    for (const selection of selections)
      edit.replace(selection, fitted(code, text, textRangeOf(document, selection), style));
  });
  if (!done) {
    const name = withoutLinks(workspace.asRelativePath(document.uri));
    throw new Error(l10n.t("The code was not inserted: {0} cannot be written. Insert it elsewhere, or copy it.", name));
  }
  await window.showTextDocument(document, editor.viewColumn);
}
