import { commands } from "vscode";

/** Opens the walkthrough, as VS Code does by itself after the installation. */
export async function getStarted(): Promise<void> {
  await commands.executeCommand("workbench.action.openWalkthrough", "smcs.smcs#smcs.getStarted", false);
}
