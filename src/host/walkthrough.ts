import { commands } from "vscode";

const told = new Map<string, unknown>();

/** Tells VS Code something by which the walkthrough ticks off its steps. */
export function tellWalkthrough(name: "smcs.models" | "smcs.hasAsked" | "smcs.hasEvaluated", value: unknown): void {
  told.set(name, value);
  void commands.executeCommand("setContext", name, value);
}

/**
 * Opens the walkthrough. VS Code watches the steps of one that nobody has opened yet from then on only, and ticks off what
 * becomes true, never what is: it is told anew.
 */
export async function openWalkthrough(): Promise<void> {
  for (const name of told.keys()) await commands.executeCommand("setContext", name, undefined);
  await commands.executeCommand("workbench.action.openWalkthrough", "smcs.smcs#smcs.getStarted", false);
  for (const [name, value] of told) await commands.executeCommand("setContext", name, value);
}
