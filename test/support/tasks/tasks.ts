import type { JudgingTools } from "../../../src/core/tasks/task-check.ts";

/** Tools for checks that need neither mathematics nor languages. */
export const noTools: JudgingTools = {
  equalMath: () => {
    throw new Error("not expected to be called");
  },
  languageOf: () => {
    throw new Error("not expected to be called");
  },
};
