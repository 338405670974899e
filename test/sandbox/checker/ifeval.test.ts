import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { equalMath } from "../../../src/sandbox/checker/equal-math.ts";
import { languageOf } from "../../../src/sandbox/checker/language-of.ts";
import { published, questionsOf } from "../../support/bank-import/rows.ts";
import { instructionIds, judgeReply } from "../../../src/core/tasks/index.ts";
import { formatNamed } from "../../support/bank-import/format-named.ts";

const file = published("ifeval_input_data.jsonl");

describe("IFEval's 541 prompts", { skip: file.skip }, async () => {
  const questions = file.skip === false ? await questionsOf(formatNamed("ifeval"), file.read()) : [];

  it("have all 25 kinds of instructions, and no other", () => {
    const ids = questions.flatMap(({ task }) => (task.kind === "instructions" ? task.ids : []));
    assert.equal(questions.length, 541);
    assert.equal(ids.length, 834);
    assert.deepEqual([...new Set(ids)].sort(), [...instructionIds].sort());
  });

  it("can each be checked with the arguments they have", () => {
    const verdicts = questions.map(({ task }) =>
      judgeReply(task, "Yes, *this* is a reply.", { equalMath, languageOf }),
    );
    assert.deepEqual(
      verdicts.filter(({ kind }) => kind === "failed"),
      [],
    );
    const followed = verdicts.filter((verdict) => verdict.kind === "judged" && verdict.value === 1).length;
    assert.ok(followed > 0 && followed < 100, `${followed} followed`);
  });
});
