import { needsConfirmation } from "../core/cost/confirmation.ts";
import { confirmationText } from "../core/cost/estimate-text.ts";
import type { Plan } from "../core/answer/plan-run.ts";
import { askBack, say } from "./terminal.ts";

/**
 * Asks on the terminal before a question that may cost much, once.
 *
 * @param yes whether the user has agreed beforehand, with --yes
 * @throws UsageError where there is no terminal to ask on
 */
export async function confirmCost(plan: Plan, yes: boolean, signal: AbortSignal): Promise<boolean> {
  const { estimate, selection, subsets } = plan;
  if (!needsConfirmation(estimate)) return true;
  say(confirmationText(estimate, selection.referencers.length, subsets.length));
  if (yes) return true;
  return askBack(
    "Ask the models?",
    "No model was asked. Add --yes to ask anyway, or set smcs.budget.perQuestionUsd.",
    signal,
  );
}
