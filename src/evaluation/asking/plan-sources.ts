import type { Sources } from "../../assembly/index.ts";
import { buildPool, type ServedMember } from "../../chat/index.ts";
import { builtInEmbedder } from "../../embedding/built-in/index.ts";
import { withoutEmbedder } from "../../embedding/serving/index.ts";
import { ensureBank } from "../../bank/opened/index.ts";
import type { EvaluationPlan, EvaluationScope } from "./evaluation-plan.ts";
import { planEvaluation } from "./plan.ts";

/** Which part of an evaluation of all models and questions is wanted. */
export interface PlanWishes extends Pick<EvaluationScope, "limit" | "refreshStale" | "checkAgain" | "choose"> {
  /**
   * Called with sentences about endpoints whose models could not be listed, and other wishes that cannot be fulfilled.
   */
  readonly onProblem: (problem: string) => void;
}

/**
 * Plans an evaluation of the models that would answer now, on the bank of the settings. An absent bank is made from the
 * starter bank.
 *
 * @throws BankError when the bank cannot be read; the signal's reason; errors of `choose`
 */
export async function planSources(
  { settings, keyOf, bankFolder, starterFolder, simulated }: Sources,
  { onProblem, ...wishes }: PlanWishes,
  signal: AbortSignal,
): Promise<EvaluationPlan> {
  await ensureBank(bankFolder, starterFolder, builtInEmbedder());
  const endpoints = simulated === null ? settings.endpoints : [simulated.endpoint];
  // A bank without models gets the simulated ones under the names that they have everywhere else.
  const simulatedNames = (simulated?.capability ?? []).flatMap(({ correct }) => Object.keys(correct));
  const members = async (bankModels: readonly string[]): Promise<readonly ServedMember[]> => {
    const known = [...new Set([...bankModels, ...simulatedNames])];
    const pool = await buildPool({ endpoints, keyOf, bankModels: known }, signal);
    // After a cancellation, endpoints that were not waited for are not reported as problems.
    signal.throwIfAborted();
    for (const problem of pool.problems) onProblem(problem);
    return withoutEmbedder(pool.members, settings.embedding);
  };
  const { parameters, skillModel, promptTemplates: templates } = settings;
  const scope = { bankFolder, parameters, skillModel, templates, simulated: simulated !== null, members, onProblem };
  return planEvaluation({ ...wishes, ...scope }, signal);
}
