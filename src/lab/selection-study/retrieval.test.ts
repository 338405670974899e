import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { builtInEmbedder } from "../../embedding/built-in/index.ts";
import { neighboursAmong } from "../../core/selection/index.ts";
import { dot } from "../../core/embedding.ts";
import { builtInRetrieval, type SearchedBank, tfIdfRetrieval } from "./retrieval.ts";
import { questionsOf } from "../../../test/support/lab/selection-study.ts";

const texts = [
  "Sort a list of numbers in Python.",
  "Sort an array of strings in TypeScript.",
  "What is the capital of France?",
  "Parse a date written as 2024-07-31.",
  "Sort the numbers of a list in place.",
  "Which city is the capital of Spain?",
];
const questions = questionsOf(texts.map((text) => ({ text, outcomes: { a: 1 } })));
/** Shuffled, because the order of the matrix must not matter. */
const split = { seed: 1, bank: [5, 0, 3, 1], test: [4, 2] };
const signal = new AbortController().signal;

const retrievals = {
  "built-in": () => builtInRetrieval(questions, signal),
  "tf-idf": () => Promise.resolve(tfIdfRetrieval(questions)),
};

describe("retrieval", () => {
  for (const [name, retrieval] of Object.entries(retrievals)) {
    const idsNear = ({ bank, near }: SearchedBank, question: number): string[] => {
      const { rows, similarities } = near(question, 1, 1);
      assert.ok(similarities.every((similarity) => similarity > 0 && similarity <= 1 + 1e-6));
      return Array.from(rows, (row) => bank.questions.id(row));
    };

    it(`by ${name} finds the most similar question of the bank`, async () => {
      const searched = (await retrieval()).search(split);
      assert.deepEqual(idsNear(searched, 4), ["q00"]);
      assert.deepEqual(idsNear(searched, 2), ["q05"]);
    });

    it(`by ${name} never holds a tested question (A.1)`, async () => {
      const { bank, near } = (await retrieval()).search(split);
      const held = Array.from({ length: bank.questions.size }, (_, row) => bank.questions.id(row));
      assert.deepEqual(held, ["q00", "q01", "q03", "q05"]);
      for (const question of split.test) {
        assert.ok(near(question, 100, 0).rows.every((row) => row < bank.questions.size));
      }
    });
  }

  it("by the built-in embedder is the plain scan of its vectors", async () => {
    const { near } = (await builtInRetrieval(questions, signal)).search(split);
    const vectors = (await builtInEmbedder().embed(texts, "query")).map(({ vector }) => vector);
    const similarity = Float32Array.from([0, 1, 3, 5], (row) => Math.max(0, dot(vectors[4]!, vectors[row]!, 0)));
    const expected = neighboursAmong(similarity, 2, 0.5);
    const found = near(4, 2, 0.5);
    assert.deepEqual(found.rows, expected.rows);
    found.similarities.forEach((value, i) => {
      assert.ok(Math.abs(value - (expected.similarities[i] ?? 0)) < 1e-6);
    });
  });
});
