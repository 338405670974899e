import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { livecodebenchFormat } from "./livecodebench.ts";
import { asLeaderboard, livecodebench, performance } from "./samples.ts";
import { questionsOf, reasonsOf, rowsOf } from "./test-support.ts";

describe("livecodebench's eval_all", () => {
  it("gives the problems, without the results of a model that it does not name", async () => {
    assert.deepEqual(await questionsOf(livecodebenchFormat, JSON.stringify([livecodebench])), [
      {
        id: "LiveCodeBench/1_A",
        source: "LiveCodeBench",
        split: "bank",
        domain: "coding",
        topic: "codeforces",
        question: livecodebench.question_content,
        task: { kind: "open" },
        capability: {},
      },
    ]);
  });

  it("is split by date, unless the user says otherwise", async () => {
    const later = JSON.stringify([
      livecodebench,
      { ...livecodebench, question_id: "2", contest_date: "2024-08-01T00:00:00" },
    ]);
    const splitsOf = async (options: object) =>
      (await questionsOf(livecodebenchFormat, later, options)).map(({ split }) => split);
    assert.deepEqual(await splitsOf({}), ["bank", "test"]);
    assert.deepEqual(await splitsOf({ split: "test" }), ["test", "test"]);
  });

  it("says which entry is not usable and reads on", async () => {
    const content = JSON.stringify([{ ...livecodebench, contest_date: "soon" }, null, livecodebench]);
    const rows = await rowsOf(livecodebenchFormat, content);
    assert.deepEqual(rows.map(({ kind }) => kind).join(), "bad,bad,question");
    assert.match(
      String((await reasonsOf(livecodebenchFormat, content))[0]),
      /^1,contest_date is not usable: must begin/,
    );
  });
});

describe("livecodebench's performances", () => {
  it("give outcomes, for the same questions", async () => {
    assert.deepEqual(await rowsOf(livecodebenchFormat, asLeaderboard([JSON.stringify(performance)])), [
      { kind: "capability", at: 1, questionId: "LiveCodeBench/1_A", correct: { "M-1": 0.5 } },
    ]);
  });

  it("are refused for a model or a share that cannot be", async () => {
    const bad = [
      { ...performance, model: "__proto__" },
      { ...performance, "pass@1": 101 },
    ];
    const reasons = await reasonsOf(livecodebenchFormat, asLeaderboard(bad.map((entry) => JSON.stringify(entry))));
    assert.match(reasons.join("|"), /^1,correct is not usable: names no model\|2,pass@1 is not usable: /);
  });
});
