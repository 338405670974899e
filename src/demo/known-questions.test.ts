import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BankQuestion } from "../core/question-bank/index.ts";
import { findKnown, knownQuestions } from "./known-questions.ts";
import { fixtureQuestions } from "../../test/support/demo/conversation.ts";

const renamed = (id: string, question: string): BankQuestion => ({ ...fixtureQuestions[0]!, id, question });

describe("known questions", () => {
  it("are found inside a message, whatever its case and white space", () => {
    const known = knownQuestions(fixtureQuestions);
    const message = "Hello.\n  HOW do I\tget the last\n\nelement? Thanks";
    assert.equal(findKnown(known, message)?.id, "fixture/collections/last");
    assert.equal(findKnown(known, "How do I get the first element?"), undefined);
  });

  it("give way to longer ones", () => {
    const known = knownQuestions([renamed("short", "Sort a list."), renamed("long", "How? Sort a list. In Rust.")]);
    assert.equal(findKnown(known, "How? Sort a list. In Rust.")?.id, "long");
    assert.equal(findKnown(known, "Sort a list.")?.id, "short");
  });

  it("are only those with a right and a wrong solution", () => {
    const [first] = fixtureQuestions;
    const open: BankQuestion = { ...first!, task: { kind: "open" } };
    const neverWrong: BankQuestion = {
      ...first!,
      task: { kind: "code-tests", language: "python", reference: "x = 1" },
    };
    assert.deepEqual(knownQuestions([open, neverWrong]), []);
  });
});
