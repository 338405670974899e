import { builtChecking, type CheckingFolders, openChecking } from "../checking/index.ts";
import { evaluate, type EvaluationOptions, type EvaluationResult } from "./evaluate.ts";
import type { EvaluationPlan } from "./evaluation-plan.ts";

/**
 * `evaluate` with the checker process and the sandbox of the build, which are started when they are first needed.
 *
 * @throws the errors of `evaluate`
 */
export async function runEvaluation(
  plan: EvaluationPlan,
  folders: CheckingFolders,
  options: EvaluationOptions,
): Promise<EvaluationResult> {
  const checking = openChecking(builtChecking(folders));
  try {
    const result = await evaluate(plan, checking.means, options);
    return { ...result, notes: [...result.notes, ...checking.warnings()] };
  } finally {
    await checking.close();
  }
}
