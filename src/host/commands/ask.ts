import { l10n, window } from "vscode";
import type { RunRecord } from "../../core/run-record.ts";
import type { Attachments } from "../attachments.ts";
import type { CommandContext } from "../command-context.ts";

/**
 * Asks in an input box and answers in the panel. A selection on one line is taken over as the question's beginning; a
 * longer one goes with the question as context.
 *
 * @param given the question, from a keybinding or another extension; then nothing is asked
 * @returns the run's record; undefined when nothing was asked
 */
export async function ask({ controller }: CommandContext, given: unknown): Promise<RunRecord | undefined> {
  const text = typeof given === "string" ? given : await askInBox(controller.questionContext.attachments);
  return text === undefined || text.trim() === "" ? undefined : controller.ask(text.trim());
}

async function askInBox(attachments: Attachments): Promise<string | undefined> {
  const editor = window.activeTextEditor;
  const selected = editor?.document.getText(editor.selection).trim() ?? "";
  const longer = editor !== undefined && selected.includes("\n") ? editor : undefined;
  const goesAlong = [...attachments.labels, ...(longer === undefined ? [] : [l10n.t("the selection")])];
  const text = await window.showInputBox({
    title: l10n.t("Ask a Coding Question"),
    prompt:
      goesAlong.length > 0
        ? l10n.t("Goes with it: {0}", goesAlong.join(", "))
        : l10n.t("Several models answer; the best answer wins."),
    placeHolder: l10n.t("How do I …?"),
    value: longer === undefined ? selected : "",
    ignoreFocusOut: true,
  });
  // Only now: whoever escapes must not send the selection along with the next question.
  if (text !== undefined && longer !== undefined) await attachments.addSelection(longer);
  return text;
}

/** Attaches the selection and puts the cursor into the panel's question box. */
export async function askAboutSelection({ controller }: CommandContext): Promise<void> {
  const editor = window.activeTextEditor;
  if (editor === undefined || editor.selection.isEmpty) {
    await window.showInformationMessage(l10n.t("Select some code first, then ask about it."));
    return;
  }
  await controller.questionContext.attachments.addSelection(editor);
  await controller.compose();
}
