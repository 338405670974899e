import { commands, l10n } from "vscode";
import type { CommandContext } from "../command-context.ts";
import { showQuickPick } from "../messages.ts";
import { actionsFor } from "./actions.ts";

/** Offers what can be done now, and does it. */
export async function showActions({ source, controller, evaluation }: CommandContext): Promise<void> {
  const actions = actionsFor({
    pool: source.status(),
    canStop: controller.activity.canStop,
    evaluation: evaluation.isRunning ? { isPaused: evaluation.isPaused, share: null } : null,
  });
  const chosen = await showQuickPick(actions, {
    title: "SMCS",
    placeHolder: l10n.t("What would you like to do?"),
    matchOnDetail: true,
  });
  if (chosen?.command !== undefined) await commands.executeCommand(chosen.command, ...(chosen.args ?? []));
}
