import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { codeShapes } from "../code-shapes.ts";
import { tokensOf } from "../tokens.ts";
import { lexicon } from "./lexicon.ts";
import { termsIn } from "./terms.ts";

/** Returns the field with the greatest weight of terms. */
function fieldOf(text: string): string | undefined {
  const weights = new Map<string, number>();
  for (const senses of termsIn(tokensOf(text), lexicon()).values()) {
    for (const { concept, weight } of senses) {
      weights.set(concept.field, (weights.get(concept.field) ?? 0) + weight / Math.sqrt(senses.length));
    }
  }
  return [...weights].sort(([, a], [, b]) => b - a)[0]?.[0];
}

describe("the lexicon", () => {
  it("is read once", () => {
    assert.equal(lexicon(), lexicon());
  });

  it("has fields and concepts of their own names", () => {
    const fields = new Set([...lexicon().concepts.values()].map(({ field }) => field));
    assert.ok(fields.size >= 25 && lexicon().concepts.size >= 90, `${fields.size}, ${lexicon().concepts.size}`);
  });

  it("knows every concept that a shape of code stands for", () => {
    for (const { concept } of codeShapes) assert.ok(lexicon().concepts.has(concept), concept);
  });

  const clear = {
    "A mutex guards the counter, yet two threads deadlock.": "concurrency",
    "Left join with a window function per customer": "databases",
    "Squash commits before the rebase": "version control",
    "mitochondria in plant cells": "life sciences",
    "the plaintiff sued for breach of contract": "law and politics",
    "present value of an annuity at compound interest": "economy",
    "eigenvalues of a symmetric matrix": "mathematics",
  };
  for (const [text, field] of Object.entries(clear)) {
    it(`takes "${text}" for ${field}`, () => {
      assert.equal(fieldOf(text), field);
    });
  }
});
