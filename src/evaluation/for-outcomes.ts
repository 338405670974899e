import type { TaskKind } from "../core/tasks/task-check.ts";
import { askedMessages } from "./asked-messages.ts";
import { checkPair } from "./check-pair.ts";
import type { Purpose } from "./purpose.ts";
import { standingOf } from "./standing.ts";

const typicalOutput: Readonly<Record<TaskKind, number>> = {
  choice: 250,
  math: 500,
  text: 200,
  instructions: 350,
  "code-tests": 400,
  open: 400,
};

/** Members that are evaluated: they answer, and their answers are judged (Eq. 1). */
export const forOutcomes: Purpose = {
  messages: askedMessages,
  prompt: ({ prompt }) => prompt,
  typicalOutput: ({ kind }) => typicalOutput[kind],
  standing: (question, member, { refreshStale = false, checkAgain = false }) => {
    const standing = standingOf(question, member);
    if (standing === "stale" && refreshStale) return "ask";
    const isKept = standing === "record" || (standing === "done" && member.log.latest(question.id) !== undefined);
    return checkAgain && isKept ? "check" : standing;
  },
  refusal: () => null,
  settle: checkPair,
};
