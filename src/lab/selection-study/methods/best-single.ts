import { overallAccuracies } from "./accuracy-by-label.ts";
import type { Method } from "./method.ts";

/** The same models for every question: those that are right most often on the bank. */
export const bestSingle: Method = {
  name: "best-single",
  learn: ({ bank, models }) => {
    const overall = overallAccuracies(bank, models);
    return () => overall;
  },
};
