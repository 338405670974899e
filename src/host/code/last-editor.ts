import { type Disposable, TabInputText, type TextEditor, type Uri, window } from "vscode";

/** An editor that is in view now. */
export interface ShownEditor {
  readonly editor: TextEditor;
  /** Whether it had to be brought there. */
  readonly wasHidden: boolean;
}

/** The text editor that was used last, also while a panel among the editors has the focus. */
export class LastEditor implements Disposable {
  private last = usable(window.activeTextEditor);
  private readonly following = window.onDidChangeActiveTextEditor((editor) => {
    this.last = usable(editor) ?? this.last;
  });

  /** Brings it back to view where it is hidden; null when there is none. */
  async show(): Promise<ShownEditor | null> {
    const editor = usable(window.activeTextEditor) ?? this.last;
    if (editor === null) return null;
    if (window.visibleTextEditors.includes(editor)) return { editor, wasHidden: false };
    const { document, selection } = editor;
    if (!isInTab(document.uri)) return null;
    return { editor: await window.showTextDocument(document, { selection, preview: false }), wasHidden: true };
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

/**
 * Returns whether a file is open in a tab, hidden ones included. Documents tell nothing: they linger after their
 * editors.
 */
export function isInTab(file: Uri): boolean {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.some(({ input }) => input instanceof TabInputText && input.uri.toString() === file.toString());
}
