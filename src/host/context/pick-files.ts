import { l10n, type QuickPickItem, type Uri } from "vscode";
import { showQuickPick } from "../messages.ts";
import { openFiles } from "./open-files.ts";
import { labelOf } from "./read-file.ts";
import { workspaceFiles } from "./workspace-files.ts";

interface FileItem extends QuickPickItem {
  readonly uri: Uri;
}

/** Lets the user choose files of the workspace, those in open tabs first; none when dismissed. */
export async function pickFiles(): Promise<readonly Uri[]> {
  const picked = await showQuickPick<FileItem>(fileItems(), {
    title: l10n.t("Add Files"),
    placeHolder: l10n.t("Which files go with the question?"),
    canPickMany: true,
    matchOnDescription: true,
  });
  return (picked ?? []).map(({ uri }) => uri);
}

async function fileItems(): Promise<FileItem[]> {
  const opened = openFiles();
  const known = new Set(opened.map(String));
  const found = await workspaceFiles();
  const others = found.filter((uri) => !known.has(uri.toString()));
  return [...opened, ...others].map((uri) => {
    const label = labelOf(uri);
    const name = label.slice(label.lastIndexOf("/") + 1);
    return {
      uri,
      label: name,
      description: label.slice(0, -name.length),
      ...(known.has(uri.toString()) && { detail: l10n.t("open") }),
    };
  });
}
