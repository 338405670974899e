import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { aggregationPrompt, comparisonPrompt, referencePrompt, repairQuestion } from "../core/messages/index.ts";
import { quoteBeginning, readPrompt } from "./prompt.ts";

const question = { text: "Why?", context: [{ label: "a.ts", text: "const a = 1;" }], conversation: [] };

describe("reading a prompt", () => {
  it("finds no references in a referencer's", () => {
    assert.deepEqual(readPrompt(referencePrompt(question)).references, []);
  });

  it("finds every reference of an aggregator's, with its code", () => {
    const texts = ["First.\n\n```ts\nlet b;\n```", "Second without code.", "Third, see ### Response 1 above."];
    const { references } = readPrompt(aggregationPrompt(question, texts));
    assert.deepEqual(
      references.map(({ text }) => text),
      texts,
    );
    assert.deepEqual(
      references.map(({ code }) => code),
      ["let b;\n", null, null],
    );
  });

  it("loses nothing of the question where a prompt of the user's own compares answers", () => {
    const comparison = { system: "{references}", user: "{form}\n{question}" };
    const read = readPrompt(comparisonPrompt({ ...question, prompts: { comparison } }, ["One.", "Two."]));
    assert.equal(read.wanted, "comparison");
    assert.ok(read.question.endsWith("\nWhy?"), read.question);
    assert.equal(readPrompt(comparisonPrompt(question, ["One."])).question, "Why?");
  });

  it("takes the question before a correction", () => {
    const failed = [{ given: "f(1)", expected: "2", actual: "3" }];
    assert.equal(readPrompt(referencePrompt(repairQuestion(question, "An answer.", failed))).question, "Why?");
  });

  it("takes the last user message for the question", () => {
    const messages = [
      { role: "user", content: "one" },
      { role: "assistant", content: "two" },
      { role: "user", content: "three" },
      { role: "assistant", content: "four" },
    ];
    assert.equal(readPrompt(messages).question, "three");
    assert.equal(readPrompt([{ role: "system", content: "x" }]).question, "");
  });
});

describe("a quotation", () => {
  it("is one line without markup, cut between words", () => {
    assert.equal(quoteBeginning("Short\n  `one`?"), "“Short one?”");
    const quote = quoteBeginning("Where does this [rather](long) question, which goes on and on, come to its end?");
    assert.equal(quote, "“Where does this rather(long) question, which goes on and…”");
  });

  it("does not cut a character in half", () => {
    assert.equal(quoteBeginning("😀".repeat(80)), `“${"😀".repeat(60)}…”`);
  });
});
