import { randomInt } from "node:crypto";
import { assemble, runOf, type Sources } from "../../assembly/index.ts";
import type { Question } from "../../core/question.ts";
import { planRun } from "../../core/answer/index.ts";
import type { PreviewPlan } from "../../protocol/index.ts";

/** Returns what asking a question would do. Calls no model. */
export async function planPreview(sources: Sources, question: Question, signal: AbortSignal): Promise<PreviewPlan> {
  const { means, problems } = await assemble(sources, signal);
  const run = runOf(sources.settings, question, "preview", randomInt(2 ** 31));
  const plan = await planRun(run, means, signal);
  return {
    ...plan,
    system: run.system,
    warnings: [...problems, ...plan.warnings],
    simulated: means.simulated,
    held: false,
  };
}
