import type { Plan } from "../../core/answer/index.ts";
import { CostConfirmation, type ConfirmationDialogs } from "../cost-confirmation.ts";
import { showWarningMessage } from "../messages.ts";

const confirmation = new CostConfirmation();

/** Returns whether a question may be asked: asks the user once when it may cost much. */
export function confirmCost(plan: Plan, preview: ConfirmationDialogs["preview"]): Promise<boolean> {
  return confirmation.confirm(plan, {
    ask: (message, ...buttons) => showWarningMessage(message, { modal: true }, ...buttons),
    preview,
  });
}
