import { createInterface } from "node:readline/promises";
import { needsConfirmation } from "../core/cost/confirmation.ts";
import { confirmationText } from "../core/cost/estimate-text.ts";
import type { Plan } from "../core/plan-run.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Asks on the terminal before a question that may cost much, once.
 *
 * @param yes whether the user has agreed beforehand, with --yes
 * @throws UsageError where there is no terminal to ask on
 */
export async function confirmCost(plan: Plan, yes: boolean, signal: AbortSignal): Promise<boolean> {
  const { estimate, selection, subsets } = plan;
  if (!needsConfirmation(estimate)) return true;
  console.error(confirmationText(estimate, selection.referencers.length, subsets.length));
  if (yes) return true;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new UsageError("No model was asked. Add --yes to ask anyway, or set smcs.budget.perQuestionUsd.");
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question("Ask the models? [y/N] ", { signal })).trim());
  } finally {
    terminal.close();
  }
}
