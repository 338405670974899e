import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { jsonLinesOf, questionsOf, reasonsOf, rowsOf } from "../../test/support/bank-import/rows.ts";
import { smcsFull, smcsOpen } from "../../test/support/bank-import/samples.ts";
import { capabilityJsonlFormat, smcsJsonlFormat } from "./smcs-jsonl.ts";

const code = { kind: "code-tests", language: "python", tests: ["assert f() == 1"], reference: "def f(): return 1" };
const lines = [smcsOpen, smcsFull, { ...smcsOpen, id: "own/3", task: code }];

describe("smcs-jsonl", () => {
  it("is taken as it stands", async () => {
    const [first, second, third] = await questionsOf(smcsJsonlFormat, jsonLinesOf(lines));
    assert.deepEqual(first, { ...smcsOpen, capability: {} });
    assert.deepEqual(second?.capability, {
      "model-a": { value: 1, weight: 1, evidence: "imported" },
      "model-b": smcsFull.capability["model-b"],
    });
    assert.deepEqual(second.embedding, smcsFull.embedding);
    assert.deepEqual(third?.task, code);
  });

  it("takes source and split from the user first", async () => {
    const [question] = await questionsOf(smcsJsonlFormat, jsonLinesOf([smcsFull]), { source: "mine", split: "test" });
    assert.deepEqual([question?.id, question?.source, question?.split], ["own/2", "mine", "test"]);
  });

  it("takes keywords as they are kept, and refuses lists that are none", async () => {
    const skills = ["  SQL ", "window\u202e\nfunctions", "sql", "\u0000"];
    const [question] = await questionsOf(smcsJsonlFormat, jsonLinesOf([{ ...smcsOpen, skills }]));
    assert.deepEqual(question?.skills, ["sql", "window functions"]);
    const bad = ["sql", [1], ["x".repeat(61)], Array.from({ length: 13 }, (_, at) => `${at}`)];
    const reasons = await reasonsOf(smcsJsonlFormat, jsonLinesOf(bad.map((list) => ({ ...smcsOpen, skills: list }))));
    assert.equal(reasons.length, 4);
    assert.match(reasons.join("|"), /skills.0 is not usable: must have at most 60 characters/);
    assert.match(reasons.join("|"), /skills is not usable: must be at most 12 keywords/);
  });

  it("says which lines are not usable and reads on", async () => {
    const file = `\n{"id":1}\n[]\n${JSON.stringify(smcsOpen)}`;
    assert.equal((await rowsOf(smcsJsonlFormat, file)).filter(({ kind }) => kind === "question").length, 1);
    assert.match(
      (await reasonsOf(smcsJsonlFormat, file)).join("|"),
      /^2,id is not usable.*\|3,the entry is not usable|3,id/,
    );
  });
});

describe("capability-jsonl", () => {
  const outcomes = [
    { questionId: "own/1", correct: { a: 1, b: 0 } },
    { questionId: "own/2", correct: { a: 0.5 } },
  ];

  it("gives outcomes for questions by their id, whatever source is given", async () => {
    assert.deepEqual(await rowsOf(capabilityJsonlFormat, jsonLinesOf(outcomes), { source: "x" }), [
      { kind: "capability", at: 1, ...outcomes[0] },
      { kind: "capability", at: 2, ...outcomes[1] },
    ]);
  });
});
