import { type Disposable, type TextEditor, window } from "vscode";
import { isInTab } from "./open-tabs.ts";

/** The text editor that was used last, also while a panel among the editors has the focus. */
export class LastEditor implements Disposable {
  private last = usable(window.activeTextEditor);
  private readonly following = window.onDidChangeActiveTextEditor((editor) => {
    this.last = usable(editor) ?? this.last;
  });

  /** Brings it back to view where it is hidden; null when there is none. */
  async show(): Promise<TextEditor | null> {
    const editor = usable(window.activeTextEditor) ?? this.last;
    if (editor === null || window.visibleTextEditors.includes(editor)) return editor;
    const { document, selection } = editor;
    if (!isInTab(document.uri)) return null;
    return window.showTextDocument(document, { selection, preview: false });
  }

  dispose(): void {
    this.following.dispose();
  }
}

/** Output, inputs of views and texts of models are no place for code. */
function usable(editor: TextEditor | undefined): TextEditor | null {
  if (editor?.viewColumn === undefined) return null;
  const { scheme } = editor.document.uri;
  return scheme === "output" || scheme.startsWith("smcs-") ? null : editor;
}
