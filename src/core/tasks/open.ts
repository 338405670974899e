import type { ReadingCheck } from "./task-check.ts";

/** Open questions: a program cannot tell whether an answer is right. */
export const openCheck: ReadingCheck<"open"> = {
  title: "open",
  typicalOutput: 400,
  version: 1,
  judge: () => ({
    kind: "failed",
    detail: "The question is open: nothing says what a right reply is.",
    isLasting: true,
  }),
};
