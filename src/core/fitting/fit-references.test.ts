import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { priced, served } from "../../../test/support/core/priced-calls.ts";
import { aggregationPrompt } from "../messages/index.ts";
import type { Question } from "../question.ts";
import { fitReply } from "./fit-reply.ts";
import { fitReferences } from "./fit-references.ts";
import { fittingTokens, promptBytes } from "../tokens.ts";

const question: Question = {
  text: "Why is it slow?",
  context: [{ label: "src/app.ts", text: "const a = 1;\n".repeat(20) }],
  conversation: [{ role: "user", content: "Earlier." }],
};
const aggregator = (contextTokens: number | null, systemBytes = 0) =>
  served("merger", priced({ contextTokens, systemBytes }));
const named = (texts: readonly string[]) => texts.map((text, index) => ({ model: `m${index}`, text }));
const neededBy = (texts: readonly string[], systemBytes = 0) =>
  fittingTokens(promptBytes(aggregationPrompt(question, texts)) + systemBytes);

const reference = fc
  .tuple(fc.constantFrom("word ", "let a = 1;\n", "中"), fc.nat(3000))
  .map(([unit, times]) => unit.repeat(times));

describe("references in the aggregator's context", () => {
  it("never exceed it with the question, the reply and the model's own system prompt; short ones stay whole", () => {
    const references = fc.array(reference, { minLength: 1, maxLength: 7 });
    const tokens = fc.integer({ min: 500, max: 40_000 });
    fc.assert(
      fc.property(
        references,
        tokens,
        fc.integer({ min: 1, max: 9000 }),
        fc.nat(2000),
        (texts, context, wanted, own) => {
          const fitted = fitReferences({ question, references: named(texts) }, aggregator(context, own), wanted);
          if (fitted.problem !== null) return;
          assert.ok(neededBy(fitted.texts, own) + fitted.maxOutputTokens <= context);
          const changed = texts.flatMap((text, index) => (fitted.texts[index] === text ? [] : [`m${index}`]));
          assert.deepEqual(changed, fitted.shortened);
          const lengths = (cut: boolean) =>
            texts
              .filter((_, index) => changed.includes(`m${index}`) === cut)
              .map((text) => Buffer.byteLength(text.trim()));
          assert.ok(Math.max(0, ...lengths(false)) <= Math.min(Infinity, ...lengths(true)), "the longest are cut");
        },
      ),
    );
  });

  it("stay as they are when all fits, or when nobody knows the context", () => {
    const references = fc.array(reference, { maxLength: 7 });
    fc.assert(
      fc.property(references, fc.integer({ min: 1, max: 9000 }), (texts, wanted) => {
        const unchanged = { problem: null, texts, shortened: [], maxOutputTokens: wanted };
        const enough = neededBy(texts) + wanted;
        for (const context of [enough, enough + 5000, null]) {
          assert.deepEqual(
            fitReferences({ question, references: named(texts) }, aggregator(context), wanted),
            unchanged,
          );
        }
      }),
    );
  });

  it("take room from the reply first, down to half of what the question leaves, and are then cut, the longest first", () => {
    const texts = ["short answer ".repeat(50), "long answer ".repeat(1000), "long answer ".repeat(800)];
    const bare = neededBy(["", "", ""]);
    const whole = neededBy(texts);
    const roomy = fitReferences({ question, references: named(texts) }, aggregator(whole + 9000), 10_000);
    assert.ok(roomy.problem === null);
    assert.deepEqual([roomy.texts, roomy.shortened, roomy.maxOutputTokens], [texts, [], 9000]);
    const tight = fitReferences({ question, references: named(texts) }, aggregator(bare + 8000), 10_000);
    assert.ok(tight.problem === null);
    assert.deepEqual([tight.shortened, tight.maxOutputTokens], [["m1", "m2"], 4000]);
    const [first, second, third] = tight.texts;
    assert.equal(first, texts[0]);
    assert.match(second!, /characters left out/);
    // The line in the middle says how much is left out, and its number may have one digit more or less.
    assert.ok(Math.abs(second!.length - third!.length) < 5);
  });

  it("are given up in a sentence when the question leaves no room for them", () => {
    const references = named(["word ".repeat(2000)]);
    const fitted = fitReferences({ question, references }, aggregator(neededBy([""]) + 300), 1000);
    assert.match(fitted.problem ?? "", /^The question .* about \d+ of the \d+ tokens that merger .*Attach less/);
  });
});

describe("a reply in a model's context", () => {
  const messages = aggregationPrompt(question, []);
  const prompt = fittingTokens(promptBytes(messages));

  it("gets what the prompt leaves, never more than is wanted", () => {
    const limits = [null, prompt + 2000, prompt + 700].map((context) => fitReply(aggregator(context), messages, 1000));
    assert.deepEqual(
      limits,
      [1000, 1000, 700].map((maxOutputTokens) => ({ problem: null, maxOutputTokens })),
    );
  });

  it("goes by the smallest context of the servers that may stand in", () => {
    const servers = [priced({ contextTokens: 100_000 }), priced({ contextTokens: prompt + 600 }), priced()];
    assert.deepEqual(fitReply(served("merger", ...servers), messages, 1000), { problem: null, maxOutputTokens: 600 });
  });

  it("too short to be of use is refused in a sentence", () => {
    assert.match(fitReply(aggregator(prompt + 500), messages, 1000).problem ?? "", /leaves too few/);
    assert.equal(fitReply(aggregator(prompt + 500), messages, 400).problem, null);
  });
});
