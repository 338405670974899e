import { FileType, l10n, type TextDocument, type Uri, workspace } from "vscode";
import { plainName } from "../../core/plain-name.ts";
import { messageOf } from "../../core/errors.ts";
import { ContextError } from "./attachment.ts";
import { decoded, refuseLarge } from "./readable-text.ts";

/** Returns a file's name for people: its path in the workspace, or its name outside. */
export function labelOf(uri: Uri): string {
  if (workspace.getWorkspaceFolder(uri) !== undefined) return plainName(workspace.asRelativePath(uri));
  return plainName(uri.path.slice(uri.path.lastIndexOf("/") + 1)) || uri.toString();
}

/**
 * Returns the local address of a dropped file. The window names files of a remote machine by that machine; for an
 * extension that runs there they are local files.
 */
export function knownHere(uri: Uri): Uri {
  const own = uri.with({ scheme: "file", authority: "" });
  const isOwn = uri.scheme === "vscode-remote" && workspace.getWorkspaceFolder(uri) === undefined;
  return isOwn && workspace.getWorkspaceFolder(own) !== undefined ? own : uri;
}

/** Returns the document of a file that is open in the editor, saved or not; undefined when it is not open. */
export function openDocument(uri: Uri): TextDocument | undefined {
  return workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
}

/**
 * Returns the text of a file as it is now: the editor's text comes before the disk's.
 *
 * @throws ContextError when it cannot be read or attached
 */
export async function readFile(uri: Uri): Promise<string> {
  const label = labelOf(uri);
  const open = openDocument(uri);
  if (open !== undefined) {
    const text = open.getText();
    refuseLarge(label, text.length);
    return text;
  }
  try {
    const { type, size } = await workspace.fs.stat(uri);
    if ((type & FileType.Directory) !== 0)
      throw new ContextError(l10n.t("{0} is a folder. Type #folder in the question to attach folders.", label));
    refuseLarge(label, size);
    return decoded(label, await workspace.fs.readFile(uri)) ?? (await workspace.openTextDocument(uri)).getText();
  } catch (error) {
    if (error instanceof ContextError) throw error;
    throw new ContextError(
      l10n.t("{0} cannot be read: {1}. Remove it from the question, or attach it again.", label, messageOf(error)),
    );
  }
}
