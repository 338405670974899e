import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { STARTER_BANK } from "./write-capability.ts";
import { everydayKnowledge, readEveryday } from "./everyday.ts";
import { findKnown } from "./known-questions.ts";
import { profiles } from "./profiles.ts";
import { readPrompt } from "./prompt.ts";
import { simulatedReply } from "./reply.ts";

const questions = await readEveryday(STARTER_BANK);
const known = everydayKnowledge(questions);
/** Returns the first model's answer to a typed question. */
const answer = (text: string): string => {
  const prompt = readPrompt([{ role: "user", content: text }]);
  return simulatedReply(profiles[0]!, known, prompt, { seed: 0, choice: 0 }).text;
};

describe("everyday questions", () => {
  it("are many, and no two are asked in the same words", () => {
    assert.ok(questions.length >= 60);
    const words = known.map(({ text }) => text);
    assert.equal(new Set(words).size, words.length);
  });

  it("are answered whatever their case and the mark at their end, and in other words", () => {
    for (const { question, also, right, wrong } of questions)
      for (const words of [question, ` ${question.toUpperCase().replace(/[?.？。]$/u, "")} `, ...also])
        assert.ok(
          [...right, ...wrong].some((one) => answer(words).endsWith(one)),
          words,
        );
  });

  it("are right from nearly every model", () => {
    const [first] = questions;
    const prompt = readPrompt([{ role: "user", content: first!.question }]);
    const replies = profiles.map((profile) => simulatedReply(profile, known, prompt, { seed: 0, choice: 0 }));
    assert.ok(replies.filter(({ wrong }) => wrong).length <= 2);
  });

  it("are not found in a longer question by a few words of theirs", () => {
    const short = known.filter(({ isWhole }) => isWhole);
    for (const { text } of short) assert.notEqual(findKnown(short, `Why is ${text} not enough?`)?.text, text);
  });
});
