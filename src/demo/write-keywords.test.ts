import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readKeywords } from "../core/skills/index.ts";
import { skillPrompt } from "../core/messages/index.ts";
import { knownQuestions } from "./known-questions.ts";
import { profiles } from "./profiles.ts";
import { readPrompt } from "./prompt.ts";
import { simulatedReply } from "./reply.ts";
import { fixtureQuestions } from "../../test/support/demo/conversation.ts";

const known = knownQuestions(fixtureQuestions);
const [first] = fixtureQuestions;
const keywordsFrom = (question: string): (string[] | null)[] =>
  profiles.map((profile) => {
    const prompt = readPrompt(skillPrompt({ question, task: { kind: "open" } }));
    return readKeywords(simulatedReply(profile, known, prompt, { seed: 1, choice: 0 }).text);
  });

describe("the keywords that simulated models give", () => {
  it("are field, topic and language of a question that they know", () => {
    for (const keywords of keywordsFrom(first?.question ?? "")) {
      assert.deepEqual(keywords, ["algorithms", "collections", "typescript"]);
    }
  });

  it("are none for any other question", () => {
    for (const keywords of keywordsFrom("Why is the sky blue?")) assert.equal(keywords, null);
  });
});
