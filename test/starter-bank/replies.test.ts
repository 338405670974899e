import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { equalMath, languageOf } from "../support/sandbox/checks.ts";
import { judgeReply } from "../../src/core/tasks/index.ts";
import { readPreparedReplies, STARTER_BANK } from "../../src/demo/index.ts";
import { starterQuestions } from "../support/starter-bank/starter-questions.ts";

const replies = new Map((await readPreparedReplies(STARTER_BANK)).map((prepared) => [prepared.id, prepared]));
const read = starterQuestions.filter(({ task }) => task.kind !== "code-tests");

describe("the check of each starter question that is not code", () => {
  it("is tried out with replies, all of which belong to a question", () => {
    assert.deepEqual([...replies.keys()].sort(), read.map(({ id }) => id).sort());
    assert.ok([...replies.values()].every(({ wrong }) => wrong.length >= 2));
  });

  for (const { id, task } of read) {
    it(`of ${id} accepts right replies and refuses wrong ones`, () => {
      const { right = [], wrong = [] } = replies.get(id) ?? {};
      for (const [value, several] of [[1, right], [0, wrong]] as const) {
        for (const reply of several) {
          const verdict = judgeReply(task, reply, { equalMath, languageOf });
          assert.ok(verdict.kind === "judged" && verdict.value === value, `${reply}\n${JSON.stringify(verdict)}`);
        }
      }
    });
  }
});
