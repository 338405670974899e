import { accuraciesByLabel, overallAccuracies } from "./accuracy-by-label.ts";
import type { Method } from "./method.ts";

/** The models that are right most often on the bank's questions of the same data set, which is taken as known. */
export const labelBest: Method = {
  name: "label-best",
  learn: ({ bank, models, questions }) => {
    const bySource = accuraciesByLabel(bank, bank.questions.sources, models);
    const overall = overallAccuracies(bank, models);
    return (question) => bySource.get(questions[question]?.source ?? "") ?? overall;
  },
};
