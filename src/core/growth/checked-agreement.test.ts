import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BankQuestion } from "../question-bank/index.ts";
import { judged, type Verdict } from "../tasks/index.ts";
import { agreementByCheck } from "./checked-agreement.ts";
import type { Teaching } from "./teaching.ts";

const question: BankQuestion = {
  id: "q1",
  source: "own",
  split: "bank",
  question: "How much?",
  task: { kind: "math", answer: "4" },
  capability: {},
};
const compared = (reply: string) => ({ reply, text: "" });
const asked = { text: question.question, context: [], conversation: [] };
const REPLIES = { a: "4", b: "5", c: "slow", d: "4" };
const teaching = (chosen: string, replies: Readonly<Record<string, string>> = REPLIES): Teaching => ({
  kind: "teaching",
  question: question.question,
  asked,
  coding: false,
  task: null,
  chosen: compared(chosen),
  references: Object.entries(replies).map(([model, reply]) => ({ model, ...compared(reply) })),
});
const check = (_: BankQuestion, reply: string): Promise<Verdict> =>
  Promise.resolve(reply === "slow" ? { kind: "failed", detail: "It took too long." } : judged(reply === "4", "Not 4."));

describe("agreement by a question's check", () => {
  it("is passing it: a failed check is wrong, and one that could not be done says nothing", async () => {
    const agreement = await agreementByCheck(teaching("4"), question, check);
    assert.ok(!("kind" in agreement));
    assert.deepEqual(
      [...agreement.values],
      [
        ["a", 1],
        ["b", 0],
        ["d", 1],
      ],
    );
    const { weight, checker } = agreement;
    assert.deepEqual([weight, checker, agreement.check], [0.5, "math-1", { chosenPasses: true }]);
  });

  it("judges the models where the chosen reply fails: the check knows better than the choice", async () => {
    const agreement = await agreementByCheck(teaching("5"), question, check);
    assert.ok(!("kind" in agreement));
    assert.deepEqual([agreement.values.get("a"), agreement.values.get("b")], [1, 0]);
    assert.deepEqual(agreement.check, { chosenPasses: false });
  });

  it("counts every model as wrong where the chosen reply passes alone", async () => {
    const agreement = await agreementByCheck(teaching("4", { a: "5", b: "6" }), question, check);
    assert.ok(!("kind" in agreement));
    assert.deepEqual([...agreement.values.values()], [0, 0]);
  });

  it("says nothing where nothing passes, or the chosen reply cannot be judged", async () => {
    const reasonFor = async (chosen: string, replies?: Readonly<Record<string, string>>): Promise<string> => {
      const agreement = await agreementByCheck(teaching(chosen, replies), question, check);
      return "kind" in agreement ? agreement.reason : "agreement";
    };
    assert.match(await reasonFor("5", { b: "5", c: "slow" }), /Neither the chosen answer .* passes .* Not 4\./);
    assert.match(await reasonFor("slow"), /could not be run: It took too long\./);
  });
});
