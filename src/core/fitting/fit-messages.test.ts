import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { priced, served } from "../../../test/support/core/priced-calls.ts";
import { QUESTION } from "../../../test/support/core/world.ts";
import { aggregationPrompt, comparisonPrompt, referencePrompt } from "../messages/index.ts";
import { fitMessages } from "./fit-messages.ts";

const reference = (model: string, length: number) => ({ model, text: model.repeat(length) });

describe("a prompt", () => {
  const roomy = served("m", priced());
  const tight = served("m", priced({ contextTokens: 3000 }));

  it("is the question alone, with references, or for comparing them", () => {
    const references = [reference("a", 5), reference("b", 5)];
    const texts = references.map(({ text }) => text);
    const messages = (...given: Parameters<typeof fitMessages>) => {
      const fitted = fitMessages(...given);
      return fitted.problem === null ? fitted.messages : [];
    };
    assert.deepEqual(messages({ question: QUESTION, references: [] }, roomy, 100), referencePrompt(QUESTION));
    assert.deepEqual(messages({ question: QUESTION, references }, roomy, 100), aggregationPrompt(QUESTION, texts));
    const compared = messages({ question: QUESTION, references, prompt: comparisonPrompt }, roomy, 100);
    assert.deepEqual(compared, comparisonPrompt(QUESTION, texts));
  });

  it("says before a reference that was cut off that its end is missing, also where it is shortened", () => {
    const references = [{ ...reference("a", 9000), cutOff: true } as const, reference("b", 5)];
    for (const member of [roomy, tight]) {
      const fitted = fitMessages({ question: QUESTION, references }, member, 1000);
      assert.ok(fitted.problem === null);
      const { content } = fitted.messages[0]!;
      assert.match(content, /### Response 1\n\n\[Cut off at its output limit: the end is missing\.\]\n\naaa/);
      assert.equal(content.split("Cut off at its output limit").length, 2);
    }
  });

  it("has the longest references shortened where the model lacks room, and says whose", () => {
    const references = [reference("a", 9000), reference("b", 900)];
    const fitted = fitMessages({ question: QUESTION, references, prompt: comparisonPrompt }, tight, 1000);
    assert.ok(fitted.problem === null);
    assert.equal(fitted.note, "Shortened to fit into the context of m: a.");
    assert.match(fitted.messages[0]!.content, /characters left out here/);
  });

  it("is refused where not even the question fits", () => {
    const question = { ...QUESTION, text: "word ".repeat(3000) };
    for (const references of [[], [reference("a", 10)]]) {
      assert.match(fitMessages({ question, references }, tight, 1000).problem ?? "", /^The question/);
    }
  });
});
