import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { candidate, measuredSet } from "../../../test/support/lab/choice-study.ts";
import { type Cascade, cascaded, cascades } from "./cascades.ts";
import { drawnOrders } from "./drawn-orders.ts";
import { accuracyOf, type MeasuredSet } from "./rules.ts";

const named = (name: string): Cascade => cascades.find((one) => one.name === name)!;
const byExample = named("first to pass all examples");
const cascade = (one: Cascade, set: MeasuredSet) => cascaded(one, set, drawnOrders(set, 20, 1));

describe("a cascade by examples", () => {
  const models = [
    candidate({ model: "third", correct: false, prior: 0.2 }),
    candidate({ model: "first", correct: false, prior: 0.9 }),
    candidate({ model: "second", correct: true, prior: 0.7 }),
    candidate({ model: "fourth", correct: false, prior: 0.1 }),
  ];

  it("asks in the order of priors, and stops at the first reply that passes all", async () => {
    const set = await measuredSet(models, [1, 0.5, 1, 1]);
    assert.deepEqual(cascade(byExample, set), { accuracy: 1, asked: 2 / 4 });
  });

  it("asks all and chooses among them if none passes all", async () => {
    const set = await measuredSet(models, [0.5, 0, 0.9, null]);
    assert.deepEqual(cascade(byExample, set), { accuracy: accuracyOf(byExample.otherwise, set), asked: 1 });
  });

  it("says nothing about questions without examples", async () => {
    assert.equal(byExample.appliesTo(await measuredSet(models)), false);
  });

  it("draws among models with equal priors", async () => {
    const even = ["a", "b"].map((model) => candidate({ model, correct: model === "b" }));
    const { accuracy, asked } = cascade(byExample, await measuredSet(even, [1, 1]));
    assert.ok(accuracy > 0.2 && accuracy < 0.8, String(accuracy));
    assert.equal(asked, 1 / 2);
  });
});

describe("a cascade by answers", () => {
  const set = async (...answers: (readonly [answer: string | null, prior: number, correct: boolean])[]) =>
    measuredSet(answers.map(([answer, prior, correct]) => candidate({ answer, prior, correct })));

  it("stops when the odds of the leading answer reach the threshold", async () => {
    // Odds 3, then 3 * 2 = 6, then 6 * 1.5 = 9.
    const agreeing = await set(["a", 0.75, true], ["a", 2 / 3, true], ["a", 0.6, true], ["b", 0.55, false]);
    const after = (odds: number): number => cascade(named(`odds of ${odds}, m = 1`), agreeing).asked;
    assert.deepEqual([2, 4, 19].map(after), [1 / 4, 2 / 4, 1]);
  });

  it("goes on while models disagree, and then votes by squared odds", async () => {
    const split = await set(["a", 0.75, false], ["b", 0.74, true], ["b", 0.73, true]);
    assert.deepEqual(cascade(named("odds of 9, m = 1"), split), { accuracy: 1, asked: 1 });
    assert.deepEqual(cascade(named("odds of 2, m = 1"), split), { accuracy: 0, asked: 1 / 3 });
  });

  it("asks fewer models where those that err rarely err alike", async () => {
    const agreeing = await set(["a", 0.6, true], ["a", 0.55, true], ["a", 0.5, true], ["a", 0.5, true]);
    const asked = [1, 2, 4].map((wrongAnswers) => cascade(named(`odds of 4, m = ${wrongAnswers}`), agreeing).asked);
    assert.deepEqual(asked, [1, 3 / 4, 2 / 4]);
  });

  it("counts a reply without an answer as asked and as nothing more", async () => {
    const silent = await set([null, 0.9, false], ["a", 0.8, true], ["b", 0.3, false], [null, 0.2, false]);
    assert.deepEqual(cascade(named("odds of 4, m = 1"), silent), { accuracy: 1, asked: 2 / 4 });
  });
});
