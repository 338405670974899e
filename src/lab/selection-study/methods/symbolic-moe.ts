import { expertWeights } from "../../../core/skills/index.ts";
import type { Method } from "./method.ts";
import { skillsOf } from "./skill-best.ts";

/**
 * Symbolic-MoE: how likely a model is drawn, by the function that draws the experts of a run. The keywords of a tested
 * question are known here; those that the bank does not have are left out, since nothing embeds them.
 */
export const symbolicMoe: Method = {
  name: "symbolic-moe",
  learn: ({ bank, models, questions }) => {
    return (number) => expertWeights(bank, models, skillsOf(questions[number])) ?? models.map(() => 1 / models.length);
  },
};
