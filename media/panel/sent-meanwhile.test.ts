import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sentMeanwhile } from "./sent-meanwhile.ts";

const runs = (...questions: string[]) => questions.map((question, index) => ({ runId: `${index}`, question }));

describe("a saved draft", () => {
  for (const [title, draft, known, questions, expected] of [
    ["was sent as it is", "Why? ", "0", ["A?", "Why?"], true],
    ["was sent when more of it had been typed", "Wh", "0", ["A?", "Why?"], true],
    ["was sent as the first question of its chat", "Why?", null, ["Why?"], true],
    ["was written after that question", "Why?", "1", ["A?", "Why?"], false],
    ["is another text than the question that came meanwhile", "Why?", "0", ["A?", "Who?"], false],
    ["belongs to another chat", "Why?", "7", ["Why?"], false],
    ["was written in an empty chat, before one of many questions was opened", "Why?", null, ["Why?", "Who?"], false],
    ["is empty", " ", "0", ["A?", "Why?"], false],
  ] as const)
    it(`${title}: ${expected ? "it is dropped" : "it stays"}`, () => {
      assert.equal(sentMeanwhile({ draft, known }, runs(...questions)), expected);
    });
});
