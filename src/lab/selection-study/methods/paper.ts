import { priors, supportQuestions } from "../../../core/selection/index.ts";
import type { Method } from "./method.ts";

/** RPS (Eq. 2-4) by the functions that answer questions: the prior of each model. */
export const paper: Method = {
  name: "paper",
  learn:
    ({ bank, near, models, supportBase, tolerance }) =>
    (question) => {
      const neighbours = near(question, supportBase, tolerance);
      const support = supportQuestions(neighbours, bank.questions, supportBase, tolerance);
      return priors(bank, models, support).models.map(({ value }) => value);
    },
};
