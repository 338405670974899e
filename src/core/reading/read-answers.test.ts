import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { QUESTION } from "../../../test/support/core/world.ts";
import type { AnswerForm } from "../question.ts";
import { readAnswers } from "./read-answers.ts";
import { sameAnswerTo } from "./same-answer.ts";

const read = (replies: readonly string[], answerForm?: AnswerForm, coding = false) =>
  readAnswers({ ...QUESTION, ...(answerForm && { answerForm }) }, replies, coding)?.map((one) => one?.text ?? null) ??
  null;

describe("the answers of replies", () => {
  it("are read by the form that the task gives them", () => {
    assert.deepEqual(read(["It is (B).", "B", "Who knows?"], { kind: "choice", options: ["x", "y"] }), [
      "B",
      "B",
      null,
    ]);
    assert.deepEqual(read([String.raw`\boxed{1/2}`, "so 3 and 4"], { kind: "math" }), ["1/2", "4"]);
    assert.deepEqual(read(["Work.\nAnswer: [1, 2]", "[1, 2]"], { kind: "text" }), ["[1, 2]", "[1, 2]"]);
    assert.equal(read(["Who knows?", "Not me."], { kind: "choice", options: ["x", "y"] }), null);
  });

  it("of unknown form are those that most replies declare at their end, or in a box", () => {
    const three = ["Well.\nThe answer is **42**.", String.raw`$\boxed{42}$ it is`, "I do not know."];
    assert.deepEqual(read(three), ["42", "42", null]);
    assert.equal(read([...three, "Nor do I."]), null, "half of them are not most");
    assert.equal(read(["The answer is 42, or so.\nBut listen to this.", "The output is 7."]), null);
    assert.equal(read([`The answer is ${"long ".repeat(20)}`]), null);
  });

  it("are none where there is code", () => {
    const replies = ["The answer is 42.", "```js\nx()\n```\nThe answer is 42.", "The answer is 42."];
    assert.equal(read(replies), null);
    assert.equal(read(["The answer is 42.", "The answer is 42."], undefined, true), null);
  });
});

describe("long replies that repeat themselves", () => {
  const forms: readonly (AnswerForm | undefined)[] = [
    undefined,
    { kind: "choice", options: ["x", "y"] },
    { kind: "math" },
    { kind: "text" },
  ];
  for (const repeated of ["。", ".", "答案", "![ ", "The answer is ", "1", "\n", "`"]) {
    it(`are read once: ${JSON.stringify(repeated)}`, async () => {
      const reply = `The answer is ${repeated.repeat(30_000 / repeated.length)}x\n`;
      for (const form of forms) read([reply, reply], form);
      const endless = { text: reply, readings: [reply] };
      const other = { text: `${reply}1`, readings: [reply] };
      assert.equal(await sameAnswerTo(QUESTION, undefined)(endless, other), false);
      assert.deepEqual(read([`${reply}The answer is 4.`]), ["4"]);
    });
  }
});

describe("two answers", () => {
  const same = (one: string, other: string, answerForm?: AnswerForm) => {
    const question = { ...QUESTION, ...(answerForm && { answerForm }) };
    const [a, b] = readAnswers(question, [String.raw`\boxed{${one}}`, String.raw`\boxed{${other}}`], false)!;
    return sameAnswerTo(question, undefined)(a!, b!);
  };

  it("are the same as they are written, but for case, blanks, markup and the way of writing a number", async () => {
    const alike = [
      ["Paris", "paris."],
      ["1,000", "1000.0"],
      ["x = 2", "x=2"],
      [String.raw`\dfrac{1}{2}`, String.raw`\frac{1}{2}`],
      [String.raw`5\text{ km}`, "5 km"],
    ] as const;
    for (const [one, other] of alike) assert.ok(await same(one, other), `${one} and ${other}`);
    for (const [one, other] of [
      ["Paris", "Pairs"],
      ["1", "-1"],
      ["1,5", "15"],
      ["x", ""],
    ] as const)
      if (other !== "") assert.ok(!(await same(one, other)), `${one} and ${other}`);
    assert.ok(await same("1/2", "1 / 2", { kind: "math" }));
  });

  it("that are short texts are compared as the task's check does", async () => {
    const text = { kind: "text" } as const;
    const compare = async (one: string, other: string) => {
      const [a, b] = readAnswers({ ...QUESTION, answerForm: text }, [one, other], false)!;
      return sameAnswerTo({ ...QUESTION, answerForm: text }, undefined)(a!, b!);
    };
    assert.ok(await compare("Answer: [1,2]", "So.\nAnswer: `[1, 2]`."));
    assert.ok(!(await compare("Answer: aB", "Answer: ab")));
    assert.ok(!(await compare("So.\nAnswer: 1", "Answer: 2\nSo.\nAnswer: 3")));
  });
});
