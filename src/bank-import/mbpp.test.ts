import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mbppFormat } from "./mbpp.ts";
import { mbpp } from "../../test/support/bank-import/samples.ts";
import { jsonLinesOf, questionsOf, reasonsOf } from "../../test/support/bank-import/rows.ts";

describe("mbpp", () => {
  it("becomes code tests and shows the first of them", async () => {
    const [question] = await questionsOf(mbppFormat, jsonLinesOf([mbpp]));
    assert.deepEqual(question, {
      id: "MBPP/700",
      source: "MBPP",
      split: "bank",
      domain: "coding",
      question: "Write a function to add one.\n\nYour code must pass this test:\n```python\nassert inc(1) == 2\n```",
      task: {
        kind: "code-tests",
        language: "python",
        tests: mbpp.test_list,
        reference: "def inc(x):\n  return x + 1",
      },
      capability: {},
    });
  });

  it("runs its setup code after the reply, which defines what it uses", async () => {
    const [question] = await questionsOf(mbppFormat, jsonLinesOf([{ ...mbpp, test_setup_code: "a = A()" }]));
    assert.ok(question?.task.kind === "code-tests");
    assert.deepEqual(question.task.tests, ["a = A()\nassert inc(1) == 2", "a = A()\nassert inc(2) == 3"]);
  });

  it("is split by task_id, unless the user says otherwise", async () => {
    const edges = [1, 10, 11, 510, 511, 600, 601, 974];
    const content = jsonLinesOf(edges.map((task_id) => ({ ...mbpp, task_id })));
    const splits = (await questionsOf(mbppFormat, content)).map(({ split }) => split);
    assert.deepEqual(splits, ["bank", "bank", "test", "test", "bank", "bank", "bank", "bank"]);
    const all = await questionsOf(mbppFormat, content, { split: "bank" });
    assert.ok(all.every(({ split }) => split === "bank"));
  });

  it("says which field is not usable", async () => {
    const bad = [
      { ...mbpp, task_id: "x" },
      { ...mbpp, test_list: [] },
    ];
    const reasons = await reasonsOf(mbppFormat, jsonLinesOf(bad));
    assert.match(reasons.join("|"), /^1,task_id is not usable: .*\|2,test_list is not usable: /);
  });
});
