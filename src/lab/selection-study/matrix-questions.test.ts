import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { jsonLinesOf, questionsOf, reasonsOf } from "../../../test/support/bank-import/rows.ts";
import { matrixQuestions, type QuestionRules } from "./matrix-questions.ts";

const rules: QuestionRules = { label: "dataset", exclude: new Map(), split: null };
const line = { id: "q1", dataset: "mbpp", domain: "code", subdomain: "strings", question: "Sort.", choices: ["x"] };

describe("the questions of a matrix", () => {
  it("become bank questions with data set, domain and topic", async () => {
    assert.deepEqual(await questionsOf(matrixQuestions(rules), jsonLinesOf([line])), [
      {
        id: "q1",
        source: "mbpp",
        split: "bank",
        domain: "code",
        topic: "strings",
        question: "Sort.",
        task: { kind: "open" },
        capability: {},
      },
    ]);
  });

  it("may be our own export, with its outcomes", async () => {
    const own = {
      id: "q",
      source: "starter",
      topic: null,
      question: "Sort.",
      capability: { m: 1 },
      task: { kind: "?" },
    };
    const [question] = await questionsOf(matrixQuestions(rules), jsonLinesOf([own]));
    assert.equal(question?.source, "starter");
    assert.equal(question.topic, undefined);
    assert.equal(question.capability["m"]?.value, 1);
  });

  it("have their data set in the field that is named", async () => {
    const [question] = await questionsOf(matrixQuestions({ ...rules, label: "domain" }), jsonLinesOf([line]));
    assert.equal(question?.source, "code");
  });

  it("take no part with an excluded value", async () => {
    const exclude = new Map([
      ["dataset", new Set(["ceval", "cmmlu"])],
      ["year", new Set(["2020"])],
    ]);
    const lines = [line, { ...line, dataset: "ceval" }, { ...line, year: 2020 }, { ...line, year: 2021 }];
    const found = await questionsOf(matrixQuestions({ ...rules, exclude }), jsonLinesOf(lines));
    assert.equal(found.length, 2);
  });

  it("are the bank's up to a value, as dates and as numbers", async () => {
    const splitOf = async (field: string, bankUntil: string, values: unknown[]): Promise<unknown[]> => {
      const lines = values.map((value) => ({ ...line, [field]: value }));
      const found = await questionsOf(matrixQuestions({ ...rules, split: { field, bankUntil } }), jsonLinesOf(lines));
      return found.map(({ split }) => split);
    };
    const dates = ["2023-12-01", "2024-07-31", "2024-08-01", "2025-01-01"];
    assert.deepEqual(await splitOf("contest_date", "2024-07-31", dates), ["bank", "bank", "test", "test"]);
    assert.deepEqual(await splitOf("round", "10", [9, 10, "11"]), ["bank", "bank", "test"]);
  });

  it("are named and skipped where they are not usable", async () => {
    const split = { field: "contest_date", bankUntil: "2024" };
    const dated = { ...line, contest_date: "2023" };
    const lines = [
      JSON.stringify(line),
      "{ no JSON",
      JSON.stringify({ ...dated, id: "" }),
      JSON.stringify({ ...dated, question: 7 }),
      JSON.stringify({ ...dated, dataset: undefined }),
      JSON.stringify({ ...dated, capability: { m: 2 } }),
      "[1]",
      "null",
      JSON.stringify({ ...dated, contest_date: { year: 2023 } }),
    ];
    const reasons = await reasonsOf(matrixQuestions({ ...rules, split }), lines.join("\n"));
    assert.deepEqual(
      reasons.map(([at]) => at),
      [1, 2, 3, 4, 5, 6, 7, 8, 9],
    );
    const expected = [/contest_date is missing/, /not JSON/, /^id /, /^question /, /^source /, /^capability/];
    expected.forEach((reason, index) => {
      assert.match(reasons[index]?.[1] ?? "", reason);
    });
  });
});
