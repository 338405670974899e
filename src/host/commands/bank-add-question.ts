import { l10n, window } from "vscode";
import type { Lesson } from "../../core/growth/index.ts";
import type { CommandContext } from "../command-context.ts";

/** Adds the chat's last answered question to the bank, with the reply that was chosen or won. */
export async function addQuestion({ controller, learning }: CommandContext): Promise<Lesson | null> {
  const run = await controller.lastAnswered();
  if (run === undefined) throw new Error(l10n.t("No question has been answered in this chat yet. Ask one first."));
  return window.withProgress(
    { location: { viewId: "smcs.bank" }, title: l10n.t("Adding the question to the bank") },
    () => learning.add(run),
  );
}
