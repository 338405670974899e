import { l10n } from "vscode";
import type { CommandContext } from "../command-context.ts";
import type { ModelSource } from "../model-source.ts";
import { showInformationMessage } from "../messages.ts";

/** Lets the simulated models answer; if they already do, offers to turn them off. */
export async function useDemoModels({ source, controller }: CommandContext): Promise<void> {
  if (source.status().mode === "demo") {
    // Not awaited: the models answer, whether or not the user reacts to the message.
    void offerToTurnOff(source);
    return;
  }
  await source.useDemo(true);
  await controller.compose();
}

async function offerToTurnOff(source: ModelSource): Promise<void> {
  const off = l10n.t("Turn Off");
  const choice = await showInformationMessage(l10n.t("The simulated models of the demo answer now."), off);
  if (choice === off) await source.useDemo(false);
}
