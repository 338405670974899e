import { commands, type Memento } from "vscode";

/**
 * The conditions of the walkthrough's steps. The answering models are known at each start; done steps are remembered.
 */
type Fact = "smcs.models" | Deed;
type Deed = (typeof deeds)[number];

const deeds = ["smcs.hasAsked", "smcs.hasEvaluated"] as const;
const told = new Map<Fact, unknown>();
let memory: Memento | null = null;

/** Remembers done steps in `state` from now on, and reports earlier ones. */
export function rememberWalkthrough(state: Memento): void {
  memory = state;
  for (const deed of deeds) if (state.get<boolean>(deed) === true) tellWalkthrough(deed, true);
}

/** Tells VS Code a condition of the walkthrough's steps. */
export function tellWalkthrough(fact: Fact, value: unknown): void {
  told.set(fact, value);
  void commands.executeCommand("setContext", fact, value);
}

/** Reports and remembers that the user has done a step. */
export function tickOff(deed: Deed): void {
  if (told.get(deed) === true) return;
  tellWalkthrough(deed, true);
  void memory?.update(deed, true);
}

/**
 * Opens the walkthrough. VS Code watches the steps only after the walkthrough is first opened, and ticks off conditions
 * that become true, not those that are already true. Therefore all conditions are reported again.
 */
export async function openWalkthrough(): Promise<void> {
  for (const fact of told.keys()) await commands.executeCommand("setContext", fact, undefined);
  try {
    await commands.executeCommand("workbench.action.openWalkthrough", "smcs.smcs#smcs.getStarted", false);
  } finally {
    for (const [fact, value] of told) await commands.executeCommand("setContext", fact, value);
  }
}
