import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { resolveParameters } from "../../core/parameters.ts";
import { randomStream } from "../../core/random.ts";
import { bestSingle, type Method, methods, oracle, paper } from "./methods.ts";
import { differencesFrom, methodFigures } from "./selection-report.ts";
import { type Study, studySelection } from "./study-selection.ts";
import { questionsOf, retrievalBy, type Row } from "../../../test/support/lab/selection-study.ts";

/**
 * Two kinds of question, distinguished by their vectors: b is best on those of [1, 0], c on those of [0, 1], and a is
 * best overall. The last four are tested.
 */
const kinds: (Row & { vector: readonly number[] })[] = [
  { vector: [1, 0], outcomes: { a: 1, b: 1, c: 0 } },
  { vector: [1, 0], outcomes: { a: 0, b: 1, c: 0 } },
  { vector: [0, 1], outcomes: { a: 1, b: 0, c: 1 } },
  { vector: [0, 1], outcomes: { a: 1, b: 0, c: 1 } },
  { vector: [1, 0], outcomes: { a: 0, b: 1, c: 0 } },
  { vector: [1, 0], outcomes: { a: 1, b: 1, c: 1 } },
  { vector: [0, 1], outcomes: { a: 0, b: 0, c: 1 } },
  { vector: [0, 1], outcomes: { a: 1, b: 1 } },
];
const questions = questionsOf(kinds);
const study: Study = {
  matrix: { questions, models: ["a", "b", "c"] },
  retrieval: retrievalBy(
    questions,
    kinds.map(({ vector }) => vector),
  ),
  splits: [{ seed: 1, bank: [0, 1, 2, 3], test: [4, 5, 6, 7] }],
  methods,
  parameters: resolveParameters("coding", { supportBase: 2 }),
  pairRule: "right-wrong",
  hiddenShare: 0,
  onSplit: () => undefined,
  signal: new AbortController().signal,
};
const options = { pooled: false, resamples: 100, random: randomStream(1, "b") };

describe("a study of selection", () => {
  it("gives the figures that are worked out by hand", async () => {
    const figures = methodFigures(await studySelection(study), options);
    const of = (name: string) => figures.find(({ method }) => method === name);
    // Bank: a 3/4, b 2/4, c 2/4. The support of [1, 0] gives a 1, b 2, c 0, that of [0, 1] a 2, b 0, c 2.
    // RPS ranks questions 4 and 5 as b, a, c. On 6 and 7 a and c are tied, and a is better overall: a, c, b.
    // Outcomes of its first model: 1, 1, 0, 1. Question 7 is measured between a and b only.
    assert.equal(of("paper")?.top1, 3 / 4);
    assert.equal(of("paper")?.top3Mean, (1 / 3 + 1 + 1 / 3 + 1) / 4);
    assert.equal(of("paper")?.top3Best, 1);
    // Pairs: 4 has b over a and c, both right; 5 and 7 have none; 6 has c over a (tied) and over b (right).
    assert.equal(of("paper")?.rankingScorePerQuestion, (1 + 0.5) / 2);
    assert.equal(of("paper")?.rankingScorePooled, 3 / 4);
    assert.equal(of("paper")?.rankingTies, 1 / 4);
    assert.equal(of("paper")?.rankingScore, of("paper")?.rankingScorePerQuestion);
    // Always a, then b before c by name: 0, 1, 0, 1. Pairs: b over a wrong, b over c tied; c over a wrong, over b tied.
    assert.equal(of("best-single")?.top1, 2 / 4);
    assert.equal(of("best-single")?.rankingScorePooled, 0);
    assert.equal(of("best-single")?.rankingTies, 2 / 4);
    assert.equal(of("oracle")?.rankingScorePooled, 1);
    assert.equal(of("oracle")?.top1, 1);
  });

  it("adds splits up", async () => {
    const told: number[] = [];
    const other = { seed: 2, bank: [0, 1, 2, 3], test: [4] };
    const splits = [...study.splits, other];
    const findings = await studySelection({ ...study, splits, onSplit: (index) => told.push(index) });
    assert.equal(findings.get(paper)?.top1.value, 4 / 5);
    assert.deepEqual(told, [0, 1]);
  });

  it("reports the other form of Eq. 8 where it is asked for", async () => {
    const [paperFigures] = methodFigures(await studySelection(study), { pooled: true });
    assert.equal(paperFigures?.rankingScore, 3 / 4);
  });

  it("compares methods with one of them, question by question", async () => {
    const findings = await studySelection(study);
    const differences = differencesFrom(bestSingle, [paper, oracle], findings, options);
    const top1 = differences.filter(({ measure }) => measure === "top1");
    assert.deepEqual(
      top1.map(({ from, to, value }) => [from, to, value]),
      [
        ["best-single", "paper", 1 / 4],
        ["best-single", "oracle", 2 / 4],
      ],
    );
    for (const { value, interval } of differences) assert.ok(interval[0] <= value && value <= interval[1]);
    assert.ok(differences.every(({ measure }) => measure !== "rankingTies"));
  });

  it("measures nothing where no outcome of a tested question is known", async () => {
    const unknown = questionsOf([...kinds.slice(0, 4), {}]);
    const retrieval = retrievalBy(
      unknown,
      kinds.map(({ vector }) => vector),
    );
    const splits = [{ seed: 1, bank: [0, 1, 2, 3], test: [4] }];
    const findings = await studySelection({
      ...study,
      matrix: { ...study.matrix, questions: unknown },
      retrieval,
      splits,
    });
    assert.equal(methodFigures(findings, options)[0]?.top1, null);
    assert.deepEqual(differencesFrom(bestSingle, [paper], findings, options), []);
  });

  it("hides outcomes of the bank from the methods, and none of the tested questions", async () => {
    const findings = await studySelection({ ...study, hiddenShare: 0.999 });
    const top1 = (method: Method): number | null => findings.get(method)?.top1.value ?? null;
    // Nothing is known, so names decide: a, which is right on two of four.
    assert.deepEqual([top1(paper), top1(bestSingle), top1(oracle)], [2 / 4, 2 / 4, 1]);
  });

  it("ends when it is aborted", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await assert.rejects(studySelection({ ...study, signal }), /enough/);
  });
});
