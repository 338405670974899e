import {
  l10n,
  languages,
  type QuickPickItem,
  TabInputText,
  TabInputTextDiff,
  type TextEditor,
  type Uri,
  window,
} from "vscode";
import type { ContextKind } from "../../protocol/index.ts";
import type { Attachments } from "../attachments.ts";
import { showQuickPick } from "../messages.ts";
import { plural } from "../plural.ts";
import { ContextError } from "./attachment.ts";
import { collectChanges } from "./changes.ts";
import type { Collected } from "./collected.ts";
import { collectFolder } from "./folder.ts";
import { gatherFiles, Gathering, mostGathered } from "./gathering.ts";
import { pickSymbol } from "./pick-symbol.ts";
import { labelOf } from "./read-file.ts";
import { collectSearch } from "./search-workspace.ts";
import { workspaceFiles } from "./workspace-files.ts";

interface Choice extends QuickPickItem {
  readonly kindOfContext: ContextKind;
}

interface FileItem extends QuickPickItem {
  readonly uri: Uri;
}

/**
 * Attaches something to the next question; without a kind, asks the user for it.
 *
 * @param room tokens that every model has room for; null when unknown
 * @throws ContextError when there is nothing of that kind
 */
export async function addContext(
  attachments: Attachments,
  kind: ContextKind | null,
  room: number | null,
): Promise<void> {
  const chosen = kind ?? (await pickKind());
  if (chosen !== undefined) await attach(attachments, chosen, mostGathered(room));
}

async function attach(attachments: Attachments, kind: ContextKind, mostBytes: number): Promise<void> {
  const collect = (collected: Collected | undefined): Promise<void> | undefined =>
    collected && attachments.addCollected(collected);
  switch (kind) {
    case "changes":
      return collect(await collectChanges(mostBytes));
    case "folder":
      return collect(await collectFolder(mostBytes));
    case "editors":
      return collect(await collectEditors(mostBytes));
    case "search":
      return collect(await collectSearch(mostBytes));
    case "symbol": {
      const symbol = await pickSymbol();
      if (symbol !== undefined) await attachments.add([symbol]);
      return;
    }
    case "selection": {
      const editor = editorInUse();
      if (editor.selection.isEmpty)
        throw new ContextError(l10n.t("Nothing is selected in the editor. Select some code first."));
      return attachments.addSelection(editor);
    }
    case "file":
      return attachments.addFiles([editorInUse().document.uri]);
    case "files":
      return attachments.addFiles(await pickFiles());
    case "problems":
      return attachments.addProblems(editorInUse().document.uri);
    case "terminal":
      return attachments.addTerminalSelection();
  }
}

async function pickKind(): Promise<ContextKind | undefined> {
  const picked = await showQuickPick(choices(), {
    title: l10n.t("Add Context"),
    placeHolder: l10n.t("What goes with the question?"),
    matchOnDescription: true,
  });
  return picked?.kindOfContext;
}

/** Returns the kinds that are available now. */
function choices(): Choice[] {
  const editor = window.activeTextEditor;
  const files: Choice = {
    kindOfContext: "files",
    label: `$(files) ${l10n.t("Files…")}`,
    description: l10n.t("One or several files of the workspace"),
  };
  const tabs = openFiles().length;
  const editors: Choice = {
    kindOfContext: "editors",
    label: `$(files) ${l10n.t("Open editors")}`,
    description: plural(tabs, "{0} file", "{0} files"),
  };
  const ofWorkspace: Choice[] = [
    { kindOfContext: "folder", label: `$(folder) ${l10n.t("Folder…")}` },
    { kindOfContext: "symbol", label: `$(symbol-method) ${l10n.t("Symbol…")}` },
    {
      kindOfContext: "changes",
      label: `$(git-compare) ${l10n.t("Changes")}`,
      description: l10n.t("Since the last commit"),
    },
    ...(tabs > 0 ? [editors] : []),
    { kindOfContext: "search", label: `$(search) ${l10n.t("Search results…")}` },
  ];
  const terminal: Choice = { kindOfContext: "terminal", label: `$(terminal) ${l10n.t("Terminal selection")}` };
  const ofTerminal = window.activeTerminal === undefined ? [] : [terminal];
  if (editor === undefined) return [files, ...ofWorkspace, ...ofTerminal];
  const { document, selection } = editor;
  const label = labelOf(document.uri);
  const problems = languages.getDiagnostics(document.uri).length;
  const description = `${label}:${selection.start.line + 1}-${selection.end.line + 1}`;
  return [
    ...(selection.isEmpty
      ? []
      : [{ kindOfContext: "selection" as const, label: `$(selection) ${l10n.t("Selection")}`, description }]),
    { kindOfContext: "file", label: `$(file) ${l10n.t("Current file")}`, description: label },
    files,
    ...ofWorkspace,
    ...(problems === 0
      ? []
      : [
          {
            kindOfContext: "problems" as const,
            label: `$(warning) ${l10n.t("Problems of the current file")}`,
            description: l10n.t("{0} in {1}", problems, label),
          },
        ]),
    ...ofTerminal,
  ];
}

/** @throws ContextError when no editor is open */
function editorInUse(): TextEditor {
  const editor = window.activeTextEditor;
  if (editor === undefined) throw new ContextError(l10n.t("No text editor is open. Open the file first."));
  return editor;
}

/** Lets the user choose files of the workspace, those in open tabs first; none when dismissed. */
async function pickFiles(): Promise<readonly Uri[]> {
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

/** Returns files in tabs, each once; those in front of their group first. */
function openFiles(): Uri[] {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  const uris = tabs
    .toSorted((a, b) => Number(b.isActive) - Number(a.isActive))
    .flatMap(({ input }) => {
      if (input instanceof TabInputText) return [input.uri];
      return input instanceof TabInputTextDiff ? [input.modified] : [];
    });
  // Attachments, reports and proposals are not files.
  const files = uris.filter(({ scheme }) => !scheme.startsWith("smcs-"));
  return [...new Map(files.map((uri) => [uri.toString(), uri])).values()];
}

/** Returns the texts of all open editors, as they are now. @throws ContextError when none is open */
async function collectEditors(mostBytes: number): Promise<Collected> {
  const gathering = new Gathering(mostBytes);
  await gatherFiles(gathering, openFiles());
  const { labels, note, text } = gathering;
  if (labels.size === 0)
    throw new ContextError(
      note ?? l10n.t("No text editor is open. Open the files that the question is about, then attach them."),
    );
  const label = plural(labels.size, "{0} open editor", "{0} open editors");
  return { id: "editors", kind: "editors", label, text, note, fileName: "open-editors.md" };
}
