import type { PackedBank } from "../../core/question-bank/packed-bank.ts";
import type { Selection } from "../../core/selection/select-referencers.ts";
import { rankBySkills } from "../../core/skills/select-by-skills.ts";
import type { Outcome } from "../outcome.ts";
import type { Variant } from "../variant.ts";

/** By what the variant's system ranks the pool: its skills in Symbolic-MoE*, V_ref in all others. */
export function rankingOf({ system }: Variant, selection: Selection | null, bank: PackedBank): Outcome["prior"] {
  if (selection === null) return [];
  const prior = selection.prior.map(({ model, value }) => ({ model, value }));
  if (system !== "symbolic-moe") return prior;
  const names = prior.map(({ model }) => model);
  return rankBySkills(bank, names, selection.support);
}
