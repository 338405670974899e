import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { livecodebenchFormat } from "./livecodebench.ts";
import { asLeaderboard, livecodebench, performance } from "./samples.ts";
import { published, questionsOf, reasonsOf, rowsOf } from "./test-support.ts";

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

  const file = published("livecodebench_eval_all_o1-preview.json.gz");
  it("a published file: 880 problems", { skip: file.skip }, async () => {
    const questions = await questionsOf(livecodebenchFormat, file.read());
    assert.deepEqual([questions.length, new Set(questions.map(({ id }) => id)).size], [880, 880]);
    assert.equal(questions.filter(({ split }) => split === "bank").length, 601);
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

  const file = published("livecodebench_performances_generation_2025-04-22.json.gz");
  it("the published file: 16 models on 1,055 problems", { skip: file.skip }, async () => {
    const rows = await rowsOf(livecodebenchFormat, file.read());
    const outcomes = rows.flatMap((row) => (row.kind === "capability" ? [row] : []));
    assert.equal(outcomes.length, 16 * 1055);
    assert.equal(new Set(outcomes.flatMap(({ correct }) => Object.keys(correct))).size, 16);
    assert.equal(new Set(outcomes.map(({ questionId }) => questionId)).size, 1055);
  });
});
