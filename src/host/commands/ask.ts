import { l10n, Uri, window } from "vscode";
import type { RunRecord } from "../../core/record/index.ts";
import type { Attachments } from "../attachments.ts";
import type { CommandContext } from "../command-context.ts";

/**
 * Opens the panel's question box with the editor's selection attached. If the panel cannot be shown, an input box asks
 * for the question, and the answer is in the chat.
 *
 * @param given the question, from a keybinding or another extension; it is asked at once
 * @returns the run's record; undefined when nothing was asked yet
 */
export async function ask({ controller }: CommandContext, given?: unknown): Promise<RunRecord | undefined> {
  // Read before the panel takes the focus.
  const editor = window.activeTextEditor;
  if (typeof given !== "string" && (await controller.compose(editor))) return undefined;
  const text = typeof given === "string" ? given : await askInBox(controller.questionContext.attachments);
  return text === undefined || text.trim() === "" ? undefined : controller.ask(text.trim());
}

async function askInBox(attachments: Attachments): Promise<string | undefined> {
  const editor = window.activeTextEditor;
  const isSelected = editor !== undefined && editor.document.getText(editor.selection).trim() !== "";
  const goesAlong = [...attachments.labels, ...(isSelected ? [l10n.t("the selection")] : [])];
  const text = await window.showInputBox({
    title: l10n.t("Ask a Coding Question"),
    prompt:
      goesAlong.length > 0
        ? l10n.t("Attached: {0}", goesAlong.join(", "))
        : l10n.t("Several models answer, and you get the best answer."),
    placeHolder: l10n.t("How do I …?"),
    ignoreFocusOut: true,
  });
  // Attached only now: after Escape the selection must not go with the next question.
  if (text !== undefined && isSelected) await attachments.addSelection(editor);
  return text;
}

/**
 * Shows in the panel which models would answer, why, and what that would cost. Calls no model.
 *
 * @param given the question, from a keybinding or another extension; otherwise the question box's text is used
 */
export async function previewSelection({ controller }: CommandContext, given: unknown): Promise<void> {
  await controller.preview(typeof given === "string" && given.trim() !== "" ? given.trim() : undefined);
}

/**
 * Returns the files of a menu command: all selected files if the clicked one is among them.
 *
 * @param given what VS Code passes to a command of the explorer or of an editor's tab
 */
export function givenFiles([clicked, selected]: readonly unknown[]): readonly Uri[] {
  const many = Array.isArray(selected) ? selected.filter((one) => one instanceof Uri) : [];
  if (many.length > 0) return many;
  return clicked instanceof Uri ? [clicked] : [];
}
