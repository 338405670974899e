import { l10n, languages, type QuickPickItem, type TextEditor, window } from "vscode";
import type { AttachedKind } from "../../protocol/messages.ts";
import type { Attachments } from "../attachments.ts";
import { ContextError } from "./attachment.ts";
import { labelOf } from "./read-file.ts";
import { pickFiles } from "./pick-files.ts";

/** What can be attached: a kind of attachment, or files that are still to be chosen. */
export type ContextKind = AttachedKind | "files";

interface Choice extends QuickPickItem {
  readonly kindOfContext: ContextKind;
}

/**
 * Attaches something to the next question; asks what where the kind does not say it.
 *
 * @throws ContextError when there is nothing of that kind
 */
export async function addContext(attachments: Attachments, kind: ContextKind | null): Promise<void> {
  const chosen = kind ?? (await pickKind());
  if (chosen !== undefined) await attach(attachments, chosen);
}

async function attach(attachments: Attachments, kind: ContextKind): Promise<void> {
  switch (kind) {
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
  const picked = await window.showQuickPick(choices(), {
    title: l10n.t("Add Context"),
    placeHolder: l10n.t("What goes with the question?"),
    matchOnDescription: true,
  });
  return picked?.kindOfContext;
}

/** What there is at the moment. */
function choices(): Choice[] {
  const editor = window.activeTextEditor;
  const files: Choice = {
    kindOfContext: "files",
    label: `$(files) ${l10n.t("Files…")}`,
    description: l10n.t("One or several files of the workspace"),
  };
  const terminal: Choice = { kindOfContext: "terminal", label: `$(terminal) ${l10n.t("Terminal selection")}` };
  const ofTerminal = window.activeTerminal === undefined ? [] : [terminal];
  if (editor === undefined) return [files, ...ofTerminal];
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
