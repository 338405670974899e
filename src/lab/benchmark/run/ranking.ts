import type { PackedBank } from "../../../core/question-bank/packed-bank.ts";
import type { RunRecord } from "../../../core/record/run-record.ts";
import { expertWeights, rankBySkills } from "../../../core/skills/index.ts";
import type { Outcome } from "../outcome.ts";

/**
 * By what the run's system ranks the pool: how likely a model is drawn in Symbolic-MoE, the skills of similar questions in
 * its variant by retrieval, V_ref in all others.
 */
export function rankingOf(
  { system, selection, keywords }: Pick<RunRecord, "system" | "selection" | "keywords">,
  bank: PackedBank,
): Outcome["prior"] {
  if (selection === null) return [];
  const prior = selection.prior.map(({ model, value }) => ({ model, value }));
  const names = prior.map(({ model }) => model);
  if (system === "symbolic-moe-retrieval") return rankBySkills(bank, names, selection.support);
  if (system !== "symbolic-moe") return prior;
  const weights = expertWeights(bank, names, keywords?.matched ?? []);
  return names.map((model, index) => ({ model, value: weights?.[index] ?? 1 / names.length }));
}
