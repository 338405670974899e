import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BankQuestion } from "../question-bank/bank-question.ts";
import type { Verdict } from "../tasks/verdict.ts";
import { judged } from "../tasks/verdict.ts";
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
const teaching = (chosen: string): Teaching => ({
  kind: "teaching",
  question: question.question,
  chosen: compared(chosen),
  references: Object.entries({ a: "4", b: "5", c: "slow", d: "4" }).map(([model, reply]) => ({
    model,
    ...compared(reply),
  })),
});
const check = (_: BankQuestion, reply: string): Promise<Verdict> =>
  Promise.resolve(reply === "slow" ? { kind: "failed", reason: "It took too long." } : judged(reply === "4", "Not 4."));

describe("agreement by a question's check", () => {
  it("is passing it, which a check that could not be done does not say", async () => {
    const agreement = await agreementByCheck(teaching("4"), question, check);
    assert.ok(!("kind" in agreement));
    assert.deepEqual([agreement.models, agreement.checker], [["a", "d"], "math-1"]);
  });

  it("says nothing where the chosen reply does not pass itself", async () => {
    const reasonFor = async (chosen: string): Promise<string> => {
      const agreement = await agreementByCheck(teaching(chosen), question, check);
      return "kind" in agreement ? agreement.reason : "agreement";
    };
    assert.match(await reasonFor("5"), /does not pass .* Not 4\./);
    assert.match(await reasonFor("slow"), /could not be run: It took too long\./);
  });
});
