import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { comparisonPrompt } from "../core/messages/index.ts";
import { knownQuestions } from "./known-questions.ts";
import { profileOf } from "./profiles.ts";
import { readPrompt } from "./prompt.ts";
import { simulatedReply } from "./reply.ts";
import { fixtureQuestions } from "../../test/support/demo/conversation.ts";

const known = knownQuestions(fixtureQuestions);
const block = (code: string): string => `Text.\n\n\`\`\`typescript\n${code}\n\`\`\``;
const [RIGHT, WRONG, OTHER] = ["const last = (a) => a.at(-1);", "const last = (a) => a[a.length];", "let other;"];

/** Returns how often each response is named, by number, over a hundred draws. */
function named(model: string, question: string, references: readonly string[]): Map<number, number> {
  const prompt = readPrompt(comparisonPrompt({ text: question, context: [], conversation: [] }, references));
  const counts = new Map<number, number>();
  for (let seed = 0; seed < 100; seed++) {
    const { text } = simulatedReply(profileOf(model)!, known, prompt, { seed, choice: 0 });
    const number = Number(/\nMost consistent: Response (\d+)$/.exec(text)?.[1]);
    counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  return counts;
}

describe("a simulated model that compares references", () => {
  it("names the first with the most frequent answer, right or wrong, as often as it is good at it", () => {
    const references = [RIGHT, WRONG, OTHER, WRONG].map(block);
    const strong = named("Llama-3.3-70B-Instruct", "How do I get the last element?", references);
    const weak = named("InternLM2.5-20B-Chat", "How do I get the last element?", references);
    assert.ok((strong.get(2) ?? 0) > 75 && (strong.get(2) ?? 0) < 100);
    assert.ok((weak.get(2) ?? 0) < 65);
  });

  it("goes by equal texts where it does not know the question", () => {
    const counts = named("Llama-3.3-70B-Instruct", "Why is the sky blue?", ["Dust.", "Air.", "Air."]);
    assert.ok((counts.get(2) ?? 0) > 75);
    assert.ok([...counts.keys()].every((number) => number >= 1 && number <= 3));
  });
});
