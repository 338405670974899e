import type { Method } from "./method.ts";

/** Models that are right on the tested question itself: what no method can pass. */
export const oracle: Method = {
  name: "oracle",
  learn:
    ({ models, questions }) =>
    (question) =>
      models.map((model) => questions[question]?.capability[model]?.value ?? 0),
};
