import path from "node:path";
import { l10n, type QuickPickItem, type Uri, window, workspace } from "vscode";
import { stoppable } from "../endpoints/stoppable.ts";
import { showQuickPick } from "../messages.ts";
import { ContextError } from "./attachment.ts";
import type { Collected } from "./collected.ts";
import { gatherFiles, Gathering } from "./gathering.ts";
import { labelOf } from "./read-file.ts";
import { filesBelow, workspaceFiles, workspaceRoots } from "./workspace-files.ts";

interface FolderItem extends QuickPickItem {
  readonly uri: Uri;
}

/**
 * Returns a folder of the workspace that the user picks: the list of its files, and the texts of as many as fit.
 * Returns undefined when dismissed.
 *
 * @throws ContextError when there is no folder, or no file in it
 */
export async function collectFolder(mostBytes: number): Promise<Collected | undefined> {
  if (workspace.workspaceFolders === undefined)
    throw new ContextError(l10n.t("No folder is open. Open a folder, or attach single files."));
  const picked = await showQuickPick<FolderItem>(folderItems(), {
    title: l10n.t("Add Folder"),
    placeHolder: l10n.t("Which folder goes with the question?"),
    matchOnDescription: true,
  });
  if (picked === undefined) return undefined;
  const title = l10n.t("Reading {0}", baseName(picked.uri));
  return (await stoppable(title, (signal) => folderText(picked.uri, mostBytes, signal))) ?? undefined;
}

async function folderText(folder: Uri, mostBytes: number, signal: AbortSignal): Promise<Collected> {
  const files = await filesBelow(folder, signal);
  const name = workspace.getWorkspaceFolder(folder)?.uri.toString() === folder.toString() ? "" : labelOf(folder);
  const shown = name === "" ? baseName(folder) : `${name}/`;
  if (files.length === 0) throw new ContextError(l10n.t("{0} has no files that the explorer shows.", shown));
  const gathering = new Gathering(mostBytes);
  gathering.addList(l10n.t("The files of {0}:", shown), files.map(labelOf));
  await gatherFiles(gathering, files, { signal, roots: workspaceRoots() });
  const { labels, note, text } = gathering;
  const kept = labels.size;
  return {
    id: `folder ${folder.toString()}`,
    kind: "folder",
    label:
      kept === files.length
        ? l10n.t("{0} (files: {1})", shown, kept)
        : l10n.t("{0} ({1} of {2} files)", shown, kept, files.length),
    text,
    note,
    fileName: `${baseName(folder)}.md`,
  };
}

/** Returns the folders of the workspace by path, the folder of the editor's file first. */
async function folderItems(): Promise<FolderItem[]> {
  const files = await workspaceFiles();
  const current = window.activeTextEditor?.document.uri;
  const here = current !== undefined && workspace.getWorkspaceFolder(current) !== undefined ? [current] : [];
  const parents = [...here.map(parentOf), ...workspaceRoots(), ...files.flatMap(foldersAbove)];
  const unique = [...new Map(parents.map((uri) => [uri.toString(), uri])).values()];
  const [first, ...others] = unique;
  const sorted = others.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return (first === undefined ? [] : [first, ...sorted]).map((uri) => {
    const label = baseName(uri);
    const place = labelOf(uri);
    return { uri, label: `$(folder) ${label}`, description: place === label ? "" : place };
  });
}

/** Returns the folders between a file and the root of its workspace. */
function foldersAbove(file: Uri): Uri[] {
  const root = workspace.getWorkspaceFolder(file)?.uri.path;
  const folders: Uri[] = [];
  for (let at = parentOf(file); root !== undefined && at.path.length > root.length; at = parentOf(at)) folders.push(at);
  return folders;
}

function parentOf(uri: Uri): Uri {
  return uri.with({ path: path.posix.dirname(uri.path) });
}

function baseName({ path: place, authority }: Uri): string {
  return path.posix.basename(place) || authority || "/";
}
