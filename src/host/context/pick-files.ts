import { l10n, type QuickPickItem, TabInputText, type Uri, window, workspace } from "vscode";
import { labelOf } from "./read-file.ts";

/** A list of more files helps nobody. */
const MOST_FILES = 5000;

interface FileItem extends QuickPickItem {
  readonly uri: Uri;
}

/** Lets the user choose files of the workspace, those in open tabs first; none when dismissed. */
export async function pickFiles(): Promise<readonly Uri[]> {
  const picked = await window.showQuickPick<FileItem>(fileItems(), {
    title: l10n.t("Add Files"),
    placeHolder: l10n.t("Which files go with the question?"),
    canPickMany: true,
    matchOnDescription: true,
  });
  return (picked ?? []).map(({ uri }) => uri);
}

async function fileItems(): Promise<FileItem[]> {
  const opened = openedFiles();
  const known = new Set(opened.map(String));
  const found = await workspace.findFiles("**/*", excluded(), MOST_FILES);
  const others = found.filter((uri) => !known.has(uri.toString())).sort((a, b) => (a.path < b.path ? -1 : 1));
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

/** Files in tabs, each once; those in front of their group first. */
function openedFiles(): Uri[] {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  const uris = tabs
    .toSorted((a, b) => Number(b.isActive) - Number(a.isActive))
    .flatMap(({ input }) => (input instanceof TabInputText ? [input.uri] : []));
  return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}

/** What neither the explorer nor the search shows. */
function excluded(): string {
  const configuration = workspace.getConfiguration();
  const globs = ["files.exclude", "search.exclude"].flatMap((key) =>
    Object.entries(configuration.get<Record<string, unknown>>(key, {})).flatMap(([glob, on]) =>
      on === true ? [glob] : [],
    ),
  );
  return `{${[...new Set(["**/.git", ...globs])].join(",")}}`;
}
