import { window } from "vscode";
import type { Plan } from "../../core/plan-run.ts";
import { CostConfirmation } from "../cost-confirmation.ts";
import { planReport } from "../plan-report.ts";
import { showReport } from "../reports.ts";

const confirmation = new CostConfirmation({
  ask: (message, ...buttons) => window.showWarningMessage(message, { modal: true }, ...buttons),
  askBeside: (message, ...buttons) => window.showWarningMessage(message, ...buttons, "Do Not Ask"),
  showPreview: (plan) => showReport("Model selection", planReport(plan, false)),
});

/** Whether a question may be asked: asks the user once when it may cost much. */
export function confirmCost(plan: Plan): Promise<boolean> {
  return confirmation.confirm(plan);
}
