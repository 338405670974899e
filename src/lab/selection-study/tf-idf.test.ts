import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { termCounts, TfIdfIndex } from "./tf-idf.ts";

describe("terms", () => {
  it("are lower-case words of two characters or more, counted", () => {
    assert.deepEqual(
      [...termCounts("Sort a list: sort_by x2, Größe? SORT!")],
      [
        ["sort", 2],
        ["list", 1],
        ["sort_by", 1],
        ["x2", 1],
        ["größe", 1],
      ],
    );
  });
});

describe("TF-IDF", () => {
  it("makes a text most similar to itself, and unlike what shares no word with it", () => {
    const index = new TfIdfIndex(["sort the list", "parse the date", "draw a circle"].map(termCounts));
    const similarity = index.similarities(termCounts("sort the list"));
    assert.ok(Math.abs((similarity[0] ?? 0) - 1) < 1e-6);
    // "the" weighs 1 + ln(4 / 3), "sort" and "list", "parse" and "date" 1 + ln(4 / 2).
    const [shared, own] = [1 + Math.log(4 / 3), 1 + Math.log(2)];
    assert.ok(Math.abs((similarity[1] ?? 0) - shared ** 2 / (shared ** 2 + 2 * own ** 2)) < 1e-6);
    assert.equal(similarity[2], 0);
  });

  it("finds nothing similar to a text of unknown words", () => {
    const index = new TfIdfIndex(["sort the list"].map(termCounts));
    assert.deepEqual(index.similarities(termCounts("unheard of")), Float32Array.of(0));
    assert.deepEqual(index.similarities(termCounts("")), Float32Array.of(0));
  });

  it("is the cosine of the weighted vectors", () => {
    const text = fc.array(fc.constantFrom("aa", "bb", "cc", "dd"), { maxLength: 8 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), text, (documents, asked) => {
        const all = documents.map(termCounts);
        const found = new TfIdfIndex(all).similarities(termCounts(asked));
        const weights = (text: string): number[] =>
          ["aa", "bb", "cc", "dd"].map((term) => {
            const held = all.filter((counts) => counts.has(term)).length;
            const count = text.split(" ").filter((word) => word === term).length;
            return held === 0 ? 0 : count * (1 + Math.log((1 + all.length) / (1 + held)));
          });
        const dot = (a: number[], b: number[]): number => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
        const query = weights(asked);
        documents.forEach((document, row) => {
          const vector = weights(document);
          const norms = Math.sqrt(dot(query, query) * dot(vector, vector));
          assert.ok(Math.abs((found[row] ?? -1) - (norms === 0 ? 0 : dot(query, vector) / norms)) < 1e-6);
        });
      }),
    );
  });
});
