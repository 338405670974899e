import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { bankOf, embedded, SPACE } from "../../../test/support/core/banks.ts";
import { normalise } from "../embedding.ts";
import { similarities } from "./similarity.ts";

describe("the similarity of Eq. 2", () => {
  it("is the cosine with every bank question, negative values clamped to 0", () => {
    const bank = bankOf([{ vector: [1, 0] }, { vector: [3, 4] }, { vector: [0, 1] }, { vector: [-1, 0.1] }]);
    // cos([1, 0], [3, 4] / 5) = 0.6
    assert.deepEqual([...similarities(bank, embedded(1, 0))], [1, Math.fround(0.6), 0, 0]);
  });

  it("is an empty list for an empty bank, whatever the question's space", () => {
    assert.equal(similarities(bankOf([]), embedded(1, 2, 3)).length, 0);
  });

  it("refuses a question from another space or of another length", () => {
    const bank = bankOf([{}]);
    assert.equal(bank.space, SPACE);
    for (const [question, message] of [
      [{ space: "another", vector: normalise([1, 0]) }, /embedded in another \(d = 2\), the bank in .* \(d = 2\)\.$/],
      [embedded(1, 0, 0), /\(d = 3\), .* \(d = 2\)\. Two models go by that name: give the one .* a "name" of its own/],
    ] as const) {
      assert.throws(() => similarities(bank, question), { name: "EmbeddingSpaceError", message });
    }
  });

  it("comes from the bank's own scan where it has one, after the same checks", () => {
    const asked: Float32Array[] = [];
    const scan = (question: Float32Array): Float32Array => {
      asked.push(question);
      return Float32Array.of(0.25);
    };
    const bank = { ...bankOf([{}]), scan };
    const question = embedded(3, 4);
    assert.deepEqual([...similarities(bank, question)], [0.25]);
    assert.throws(() => similarities(bank, { ...question, space: "another" }), { name: "EmbeddingSpaceError" });
    assert.deepEqual(asked, [question.vector]);
  });

  it("stays in [0, 1] up to rounding and follows the bank's order", () => {
    const coordinate = fc.integer({ min: -9, max: 9 });
    const vector = fc.tuple(coordinate, coordinate, coordinate).filter((values) => values.some((value) => value !== 0));
    fc.assert(
      fc.property(fc.array(vector, { minLength: 1, maxLength: 8 }), vector, (vectors, question) => {
        const rows = vectors.map((values) => ({ vector: values }));
        const forward = [...similarities(bankOf(rows), embedded(...question))];
        assert.ok(forward.every((value) => value >= 0 && value <= 1 + 1e-6));
        assert.deepEqual([...similarities(bankOf(rows.toReversed()), embedded(...question))], forward.reverse());
      }),
    );
  });
});
