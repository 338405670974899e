import { labelsAsSkills } from "../../core/skills/skill-index.ts";
import { suitabilities } from "../../core/skills/skill-profile.ts";
import type { Method } from "./method.ts";

/** Symbolic-MoE* offline: the skills of a tested question are known, its own or else its domain and its topic. */
export const symbolicMoe: Method = {
  name: "symbolic-moe",
  learn: ({ bank, models, questions }) => {
    return (number) => {
      const { skills = [], domain = "", topic = "" } = questions[number] ?? {};
      const wanted = skills.length > 0 ? skills : labelsAsSkills(domain, topic);
      return suitabilities(bank, models, new Map(wanted.map((skill) => [skill, 1])));
    };
  },
};
