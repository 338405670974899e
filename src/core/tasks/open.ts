import type { ReadingCheck } from "./task-check.ts";

/** An open question has no right answer that a program could find. */
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
