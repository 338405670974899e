import { commands } from "vscode";
import type { ToHost } from "../protocol/index.ts";

/** Runs one of the commands that the panel may start, with its endpoint's name if there is one. */
export async function runPanelCommand({ command, endpoint }: Extract<ToHost, { type: "command" }>): Promise<void> {
  if (command === "smcs.openSettings") await commands.executeCommand("workbench.action.openSettings", "@ext:smcs.smcs");
  else await commands.executeCommand(command, endpoint);
}
