import { commands } from "vscode";
import type { panelCommands } from "../protocol/messages.ts";

/** Runs one of the commands that the panel may start. */
export async function runPanelCommand(command: (typeof panelCommands)[number]): Promise<void> {
  if (command === "smcs.openSettings") await commands.executeCommand("workbench.action.openSettings", "@ext:smcs.smcs");
  else await commands.executeCommand(command);
}
