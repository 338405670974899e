import { accuraciesByLabel, overallAccuracies } from "./accuracy-by-label.ts";
import type { Method } from "./method.ts";

/**
 * Symbolic-MoE* offline: a question's skills are its domain and its topic, and a model's profile says how often it is
 * right on bank questions of each. A model is judged by its accuracy over all, times that on the question's skills added
 * up. The original counts +1 and -1 per skill; shares in [0, 1] keep the product of two poor results from being good.
 */
export const symbolicMoe: Method = {
  name: "symbolic-moe",
  learn: ({ bank, models, questions }) => {
    const overall = overallAccuracies(bank, models);
    const byDomain = accuraciesByLabel(bank, bank.questions.domains, models);
    const byTopic = accuraciesByLabel(bank, bank.questions.topics, models);
    return (number) => {
      const { domain = "", topic = "" } = questions[number] ?? {};
      const profiles = [byDomain.get(domain), byTopic.get(topic)].filter((profile) => profile !== undefined);
      if (profiles.length === 0) return overall;
      return overall.map((competency, model) =>
        profiles.reduce((sum, profile) => sum + competency * (profile[model] as number), 0),
      );
    };
  },
};
