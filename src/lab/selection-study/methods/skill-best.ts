import type { BankQuestion } from "../../../core/question-bank/bank-question.ts";
import { labelsAsSkills, suitabilities } from "../../../core/skills/index.ts";
import type { Method } from "./method.ts";

/** The models that are right most often with the skills of a tested question, which are taken as known. */
export const skillBest: Method = {
  name: "skill-best",
  learn: ({ bank, models, questions }) => {
    return (number) => suitabilities(bank, models, new Map(skillsOf(questions[number]).map((skill) => [skill, 1])));
  },
};

/** The skills of a tested question: its own, or else its domain and its topic. */
export function skillsOf(question: BankQuestion | undefined): readonly string[] {
  const { skills = [], domain = "", topic = "" } = question ?? {};
  return skills.length > 0 ? skills : labelsAsSkills(domain, topic);
}
