import { randomInt } from "node:crypto";
import { window } from "vscode";
import type { CommandContext } from "../command-context.ts";
import { showReport } from "../reports.ts";

/** Shows which models would answer a question, why, and what that would cost. Calls no model. */
export async function previewSelection({ source, controller }: CommandContext): Promise<void> {
  const text = await window.showInputBox({
    title: "Preview Model Selection",
    prompt: "No model is called.",
    ignoreFocusOut: true,
  });
  if (text === undefined || text.trim() === "") return;
  const [{ assemble, runOf }, { planRun }, { planReport }] = await Promise.all([
    import("../../adapters/assemble.ts"),
    import("../../core/plan-run.ts"),
    import("../plan-report.ts"),
  ]);
  const { signal } = new AbortController();
  const sources = await source.sources();
  const { means } = await assemble(sources, signal);
  const question = { text: text.trim(), context: [], conversation: [] };
  const plan = await planRun(runOf(sources.settings, question, "preview", randomInt(2 ** 31)), means, signal);
  const bare = { ...plan, warnings: [...plan.warnings, ...uncounted(controller.attachments.labels)] };
  await showReport("Model selection", planReport(bare, means.simulated));
}

/** The preview is of the question alone; what will go along with it makes it dearer. */
function uncounted(labels: readonly string[]): string[] {
  return labels.length === 0 ? [] : [`The cost is that of the question alone, without ${labels.join(", ")}.`];
}
