import { type Disposable, TabInputText, type TextEditor, type Uri, window } from "vscode";

/** A visible editor. */
export interface ShownEditor {
  readonly editor: TextEditor;
  /** Whether it had to be revealed. */
  readonly wasHidden: boolean;
}

/** Knows the last used text editor, also while a panel among the editors has the focus. */
export class LastEditor implements Disposable {
  private last = usable(window.activeTextEditor);
  private readonly following = window.onDidChangeActiveTextEditor((editor) => {
    this.last = usable(editor) ?? this.last;
  });

  /** Reveals the editor if it is hidden. Returns null when there is none. */
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

/** Returns an editor that can take code; null for output, inputs of views and texts of models. */
function usable(editor: TextEditor | undefined): TextEditor | null {
  if (editor?.viewColumn === undefined) return null;
  const { scheme } = editor.document.uri;
  return scheme === "output" || scheme.startsWith("smcs-") ? null : editor;
}

/**
 * Returns whether a file is open in a tab, hidden ones included. Open documents do not show this: they outlive their
 * editors.
 */
export function isInTab(file: Uri): boolean {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.some(({ input }) => input instanceof TabInputText && input.uri.toString() === file.toString());
}
