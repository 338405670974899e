import { commands, type Memento } from "vscode";

/** What the walkthrough ticks off its steps by. Who would answer is known at each start; what was done is remembered. */
type Fact = "smcs.models" | Deed;
type Deed = (typeof deeds)[number];

const deeds = ["smcs.hasAsked", "smcs.hasEvaluated"] as const;
const told = new Map<Fact, unknown>();
let memory: Memento | null = null;

/** Remembers what is done in `state` from now on, and tells what was done before. */
export function rememberWalkthrough(state: Memento): void {
  memory = state;
  for (const deed of deeds) if (state.get<boolean>(deed) === true) tellWalkthrough(deed, true);
}

/** Tells VS Code something by which the walkthrough ticks off its steps. */
export function tellWalkthrough(fact: Fact, value: unknown): void {
  told.set(fact, value);
  void commands.executeCommand("setContext", fact, value);
}

/** Tells, and remembers, that the user has done it. */
export function tickOff(deed: Deed): void {
  if (told.get(deed) === true) return;
  tellWalkthrough(deed, true);
  void memory?.update(deed, true);
}

/**
 * Opens the walkthrough. VS Code watches the steps of one that nobody has opened yet from then on only, and ticks off what
 * becomes true, never what is: it is told anew.
 */
export async function openWalkthrough(): Promise<void> {
  for (const fact of told.keys()) await commands.executeCommand("setContext", fact, undefined);
  try {
    await commands.executeCommand("workbench.action.openWalkthrough", "smcs.smcs#smcs.getStarted", false);
  } finally {
    for (const [fact, value] of told) await commands.executeCommand("setContext", fact, value);
  }
}
