import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { BankQuestion } from "../../core/question-bank/index.ts";
import { questionOf, reading } from "../../../test/support/bank/report.ts";
import { reportOnBank } from "./bank-report.ts";
import { type DuplicatePair, PairList } from "./duplicate-pairs.ts";
import { comparedCount, ExactDuplicates, findNearDuplicates } from "./find-duplicates.ts";

const idsOf = (pairs: readonly DuplicatePair[]): string[] =>
  pairs.map(({ first, second }) => `${first.id}-${second.id}`);

function exactPairs(questions: readonly BankQuestion[]): DuplicatePair[] {
  const pairs = new PairList();
  const exact = new ExactDuplicates(pairs);
  for (const question of questions) exact.add(question);
  return pairs.pairs;
}

describe("exact duplicates", () => {
  it("have the same text but for white space, and are paired with the first one", () => {
    const texts = ["Why  so?", "Why not?", "Why\nso?", "why so?", " Why so? "];
    assert.deepEqual(idsOf(exactPairs(texts.map((question, index) => questionOf(`q${index}`, { question })))), [
      "q0-q2",
      "q0-q4",
    ]);
  });

  it("have the same options, in any order", () => {
    const choice = (id: string, ...options: string[]) =>
      questionOf(id, { question: "Which?", task: { kind: "choice", options, answer: "A" } });
    assert.deepEqual(idsOf(exactPairs([choice("a", "x", "y"), choice("b", "y", "x"), choice("c", "x", "z")])), ["a-b"]);
  });

  it("are shown first where a test question stands in the bank", () => {
    const splits = ["bank", "bank", "test", "test"] as const;
    const pairs = exactPairs(splits.map((split, index) => questionOf(`q${index}`, { question: "Why?", split })));
    assert.deepEqual(idsOf(pairs), ["q0-q2", "q0-q3", "q0-q1"]);
    assert.deepEqual(
      pairs.map(({ first, second }) => [first.split, second.split]),
      [
        ["bank", "test"],
        ["bank", "test"],
        ["bank", "bank"],
      ],
    );
  });
});

describe("near duplicates", () => {
  const nearPairs = async (angles: readonly number[], threshold: number, questions?: readonly BankQuestion[]) => {
    const pairs = new PairList();
    const all = questions ?? angles.map((_, index) => questionOf(`q${index}`));
    await findNearDuplicates({ read: reading(all, angles), questions: all.length, threshold }, pairs);
    return pairs;
  };

  it("are those whose cosine reaches the threshold, the most similar first", async () => {
    // cos 10 degrees = 0.985, cos 25 = 0.906, cos 35 = 0.819.
    const { pairs, near } = await nearPairs([0, 25, 35, 90], 0.9);
    assert.deepEqual([idsOf(pairs), near], [["q1-q2", "q0-q1"], 2]);
  });

  it("are not those of the same text: they are exact duplicates, or differ in their options", async () => {
    const questions = ["Why?", " Why?", "How?"].map((question, index) => questionOf(`q${index}`, { question }));
    assert.deepEqual(idsOf((await nearPairs([0, 0, 1], 0.9, questions)).pairs), ["q0-q2", "q1-q2"]);
  });

  it("are found like by comparing each with each", async () => {
    const angle = fc.integer({ min: 0, max: 180 });
    await fc.assert(
      fc.asyncProperty(fc.array(angle, { maxLength: 15 }), async (angles) => {
        const limit = 30.5;
        const { pairs } = await nearPairs(angles, Math.cos((limit * Math.PI) / 180));
        const expected = angles.flatMap((one, i) =>
          angles.flatMap((other, j) => (i < j && Math.abs(one - other) < limit ? [`q${i}-q${j}`] : [])),
        );
        assert.deepEqual(idsOf(pairs).sort(), expected.sort());
      }),
    );
  });

  it("are counted where they are too many to list", async () => {
    const { pairs, near } = await nearPairs(new Array<number>(80).fill(0), 0.9);
    assert.deepEqual([pairs.length, near], [200, (80 * 79) / 2]);
  });

  it("are looked for among a sample where all would take too long", () => {
    assert.deepEqual(
      [0, 7, 20_000, 40_000, 1_000_000].map((count) => comparedCount(count)),
      [0, 7, 20_000, 10_000, 400],
    );
  });
});

describe("a sample of a large bank", () => {
  it("finds every pair of a question in it, each once", async () => {
    // 5 of 12 questions, all alike, are compared with all: only the pairs among the other 7 are missed, of 66.
    const questions = Array.from({ length: 12 }, (_, index) => questionOf(`q${index}`));
    const pairs = new PairList();
    await findNearDuplicates({ read: reading(questions, []), questions: 12, threshold: 0.9, most: 7 }, pairs);
    const found = idsOf(pairs.pairs);
    assert.equal(comparedCount(12, 7), 5);
    assert.deepEqual([found.length, new Set(found).size], [66 - 21, 66 - 21]);
    const partners = questions.map(({ id }) => found.filter((pair) => pair.split("-").includes(id)).length);
    assert.deepEqual(
      partners.toSorted((a, b) => b - a),
      [11, 11, 11, 11, 11, 5, 5, 5, 5, 5, 5, 5],
    );
  });
});

describe("a search for duplicates", () => {
  it("says how far it is, and can be stopped", async () => {
    const questions = Array.from({ length: 3000 }, (_, index) => questionOf(`q${index}`));
    const angles = questions.map((_, index) => index / 20);
    const stop = new AbortController();
    const shares: number[] = [];
    const onProgress = (share: number): void => {
      shares.push(share);
      if (shares.length === 2) stop.abort();
    };
    const search = reportOnBank("space", reading(questions, angles), [], { onProgress, signal: stop.signal });
    await assert.rejects(search, { name: "AbortError" });
    assert.equal(shares.length, 2);
    assert.ok(shares.every((share, index) => share >= (shares[index - 1] ?? 0) && share < 1));
  });

  it("is not begun for nobody", async () => {
    await assert.rejects(reportOnBank("s", reading([questionOf("q")]), [], { signal: AbortSignal.abort() }), {
      name: "AbortError",
    });
  });
});
