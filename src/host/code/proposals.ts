import {
  commands,
  Disposable,
  l10n,
  languages,
  TabInputTextDiff,
  type TextDocument,
  type TextDocumentChangeEvent,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
} from "vscode";
import { movedRange, type TextRange } from "../context/moved-range.ts";
import { showInformationMessage, showWarningMessage } from "../messages.ts";
import { CodeDocuments } from "./code-documents.ts";
import { rangeIn } from "./in-editor.ts";

/** A change of a file that the user has not decided on. */
interface Proposed {
  readonly document: TextDocument;
  readonly range: TextRange;
  readonly replacement: string;
  /** The change in words: "replace total in basket.ts". */
  readonly what: string;
}

interface Open extends Proposed {
  /** The document with the file's proposed text. */
  readonly uri: Uri;
  /** Follows its text while the file is edited. */
  range: TextRange;
  /** The file's text when the user last saw the proposal. */
  known: string;
}

const SCHEME = "smcs-proposal";

/** Changes of files as diffs with accept and reject. A file changes only after accepting. */
export class Proposals implements Disposable {
  private readonly texts = new CodeDocuments(SCHEME);
  private readonly open = new Map<string, Open>();
  private readonly following = Disposable.from(
    workspace.onDidChangeTextDocument((change) => {
      this.follow(change);
    }),
    window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const { input } of closed)
        if (input instanceof TabInputTextDiff) this.open.delete(input.modified.toString());
    }),
  );

  /** Shows a file and its proposed text side by side. */
  async propose(proposed: Proposed): Promise<void> {
    const { document, what } = proposed;
    const known = document.getText();
    const uri = this.texts.add(document.uri.path.split("/").at(-1) ?? "", textAfter(proposed));
    this.open.set(uri.toString(), { ...proposed, uri, known });
    await languages.setTextDocumentLanguage(await workspace.openTextDocument(uri), document.languageId);
    await commands.executeCommand("vscode.diff", document.uri, uri, `SMCS: ${what}`, { preview: false });
    const message = l10n.t("SMCS proposes: {0}.", what);
    const [accept, reject] = [l10n.t("Accept"), l10n.t("Reject")];
    void showInformationMessage(message, accept, reject).then((choice) => {
      if (choice !== undefined && this.open.has(uri.toString()))
        void commands.executeCommand(`smcs.code.${choice === accept ? "accept" : "reject"}`, uri);
    });
  }

  /**
   * Changes the file in one undoable step, unless the file was changed since the user saw the proposal.
   *
   * @param given the proposal from a menu; without it the one in the active editor is used
   */
  async accept(given: unknown): Promise<void> {
    const proposal = this.find(given);
    const { document, range, replacement } = proposal;
    const name = workspace.asRelativePath(document.uri);
    if (document.getText() !== proposal.known) {
      proposal.known = document.getText();
      void showWarningMessage(
        l10n.t(
          "{0} has changed since the proposal was made, so nothing was applied. The diff shows what would become of it now: accept again if that is right.",
          name,
        ),
      );
      return;
    }
    const edit = new WorkspaceEdit();
    edit.replace(document.uri, rangeIn(document, range), replacement);
    if (!(await workspace.applyEdit(edit)))
      throw new Error(l10n.t("{0} could not be changed. Make it writable and accept again, or copy the code.", name));
    await this.close(proposal);
    const after = { start: range.start, end: range.start };
    await window.showTextDocument(document, { selection: rangeIn(document, after), preview: false });
  }

  /** Leaves the file as it is. */
  async reject(given: unknown): Promise<void> {
    await this.close(this.find(given));
  }

  dispose(): void {
    this.following.dispose();
    this.texts.dispose();
  }

  private find(given: unknown): Open {
    const input = window.tabGroups.activeTabGroup.activeTab?.input;
    const shown = input instanceof TabInputTextDiff ? input.modified : undefined;
    const uri = given instanceof Uri && given.scheme === SCHEME ? given : shown;
    const proposal = this.open.get(String(uri));
    if (proposal === undefined)
      throw new Error(l10n.t("There is no open proposal here. Apply the code again from the SMCS panel."));
    return proposal;
  }

  private async close({ uri }: Open): Promise<void> {
    this.open.delete(uri.toString());
    const tabs = window.tabGroups.all.flatMap(({ tabs }) => tabs);
    const showsIt = tabs.filter(
      ({ input }) => input instanceof TabInputTextDiff && input.modified.toString() === uri.toString(),
    );
    await window.tabGroups.close(showsIt);
  }

  private follow({ document, contentChanges }: TextDocumentChangeEvent): void {
    for (const proposal of this.open.values()) {
      if (proposal.document !== document || contentChanges.length === 0) continue;
      proposal.range = movedRange(proposal.range, contentChanges);
      this.texts.update(proposal.uri, textAfter(proposal));
    }
  }
}

function textAfter({ document, range, replacement }: Proposed): string {
  const text = document.getText();
  return text.slice(0, range.start) + replacement + text.slice(range.end);
}
