import { l10n, type TextDocument, Uri, ViewColumn, window, workspace, WorkspaceEdit } from "vscode";
import { plainLine } from "../../core/plain-line.ts";
import { showWarningMessage } from "../messages.ts";
import { type CodeBlock, languageOf } from "./code-block.ts";
import { fenceInfo, relativePath } from "./fence-info.ts";
import { rangeIn } from "./in-editor.ts";
import { isInTab } from "./last-editor.ts";

const UNTITLED = l10n.t("Untitled File");
/** Schemes in which an untitled file can know its later path. */
const SAVED_BY_PATH = new Set(["file", "vscode-remote"]);

/**
 * Opens code as an unsaved file, with the block's own name if that is inside the workspace. An existing file is never
 * replaced without asking the user.
 *
 * @param propose shows a diff between a file and the code as its new text, for the user to accept or reject
 */
export async function newFile(
  block: CodeBlock,
  propose: (block: CodeBlock, file: Uri) => Promise<void>,
): Promise<void> {
  const { path } = fenceInfo(block.info);
  if (path === null) return openUntitled(block);
  const file = await placeOf(path);
  if (file === undefined) return;
  if (file === null) {
    const message = l10n.t(
      'The answer names the file "{0}", which is not in the workspace. The code is in an untitled file: save it where it belongs.',
      shown(path),
    );
    void showWarningMessage(message);
    return openUntitled(block);
  }
  const taken = await takenBy(file);
  if (taken === null) return SAVED_BY_PATH.has(file.scheme) ? openAt(file, block) : openUntitled(block);
  const compare = l10n.t("Show Changes");
  const choice = await showWarningMessage(l10n.t("{0} exists already.", shown(path)), compare, UNTITLED);
  if (choice === compare) return propose(block, taken);
  if (choice === UNTITLED) return openUntitled(block);
}

/** Returns a path as a model wrote it, for a message. */
function shown(path: string): string {
  return plainLine(path, 100);
}

/** Returns the place of a path in the workspace; null when it is outside, undefined when the user chose no folder. */
async function placeOf(path: string): Promise<Uri | null | undefined> {
  const names = relativePath(path);
  const [folder, ...others] = workspace.workspaceFolders ?? [];
  if (names === null || folder === undefined) return null;
  const chosen =
    others.length === 0
      ? folder
      : await window.showWorkspaceFolderPick({
          placeHolder: l10n.t("The folder that {0} belongs to", plainLine(path, 100)),
        });
  return chosen && Uri.joinPath(chosen.uri, ...names);
}

/** Returns what already exists at a place, on the disk or unsaved; null for nothing. */
async function takenBy(file: Uri): Promise<Uri | null> {
  const unsaved = file.with({ scheme: "untitled" });
  if (isInTab(unsaved)) return unsaved;
  return workspace.fs.stat(file).then(
    () => file,
    () => null,
  );
}

/** Opens a block in an untitled editor. */
export async function openUntitled({ code, info }: CodeBlock): Promise<void> {
  await show(await workspace.openTextDocument({ content: code, language: await languageOf(info) }), code);
}

/** Opens code as an untitled file with a path. The file is on disk only after the user saves it. */
async function openAt(file: Uri, { code }: CodeBlock): Promise<void> {
  await show(await workspace.openTextDocument(file.with({ scheme: "untitled" })), `${code}\n`);
}

/**
 * Shows a document with exactly this text. VS Code gives the next untitled file the name of a closed one, and for some
 * minutes also its text.
 */
async function show(document: TextDocument, text: string): Promise<void> {
  if (document.getText() !== text) {
    const edit = new WorkspaceEdit();
    edit.replace(document.uri, rangeIn(document, { start: 0, end: document.getText().length }), text);
    await workspace.applyEdit(edit);
  }
  await window.showTextDocument(document, { viewColumn: ViewColumn.Active, preview: false });
}
