import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readCorpus } from "../../../test/support/examples/corpus.ts";
import { givenText } from "./example.ts";
import { findExamples } from "./find-examples.ts";

/** Least share of the corpus's examples that is found, and of the found examples that are right. */
const LEAST_RECALL = 0.95;
const LEAST_PRECISION = 0.98;

/** Returns the items without one occurrence of each of the others. */
function without(items: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return items.filter((item) => {
    const at = left.indexOf(item);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

describe("the corpus of questions", () => {
  const corpus = readCorpus();

  it("has at least a hundred questions, each with a name of its own", () => {
    assert.ok(corpus.length >= 100);
    assert.equal(new Set(corpus.map(({ name }) => name)).size, corpus.length);
  });

  it("has examples that are found, and texts like examples that are not", (t) => {
    let [wanted, found, right] = [0, 0, 0];
    const differences = corpus.flatMap(({ name, question, examples }) => {
      const read = findExamples(question).examples.map((one) =>
        `${givenText(one).trim()} ==> ${one.expected ?? "passes"}`.replaceAll("\n", "⏎"),
      );
      const [missed, wrong] = [without(examples, read), without(read, examples)];
      wanted += examples.length;
      found += read.length;
      right += read.length - wrong.length;
      return [...missed.map((one) => `${name}: misses ${one}`), ...wrong.map((one) => `${name}: finds ${one}`)];
    });
    const [recall, precision] = [right / wanted, right / found];
    const figures = `recall ${recall.toFixed(3)} of ${wanted}, precision ${precision.toFixed(3)} of ${found}`;
    t.diagnostic(figures);
    assert.ok(recall >= LEAST_RECALL && precision >= LEAST_PRECISION, `${figures}\n${differences.join("\n")}`);
  });
});
