import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import * as v from "valibot";
import { equalMath } from "../../src/adapters/checker/equal-math.ts";
import { languageOf } from "../../src/adapters/checker/language-of.ts";
import { judgeReply } from "../../src/core/tasks/check-reply.ts";
import { starterQuestions } from "../support/starter-bank/starter-questions.ts";

const schema = v.strictObject({
  id: v.string(),
  right: v.pipe(v.array(v.string()), v.minLength(1)),
  wrong: v.pipe(v.array(v.string()), v.minLength(2)),
});

const replies = new Map(
  readFileSync(new URL("replies.jsonl", import.meta.url), "utf8")
    .trim()
    .split("\n")
    .map((line) => v.parse(schema, JSON.parse(line)))
    .map((entry) => [entry.id, entry]),
);
const read = starterQuestions.filter(({ task }) => task.kind !== "code-tests");

describe("the check of each starter question that is not code", () => {
  it("is tried out with replies, all of which belong to a question", () => {
    assert.deepEqual([...replies.keys()].sort(), read.map(({ id }) => id).sort());
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
