import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { type Asked, type Candidate, holdOut } from "../../test/support/demo/hold-out.ts";
import { demoModels } from "./profiles.ts";

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
/** Returns the share of questions that satisfy a condition. */
const share = (asked: readonly Asked[], holds: (one: Asked) => boolean): number =>
  mean(asked.map((one) => Number(holds(one))));

const isRight = ({ models }: Asked, model = ""): boolean => models[model] === true;
const single = (one: Asked): boolean => isRight(one, one.best);
const topPrior = (one: Asked): boolean => isRight(one, one.referencers[0]);
const majority = (one: Asked): boolean => one.majority;
const oracle = (one: Asked): boolean => demoModels.some((model) => isRight(one, model));
const rightReferences = (one: Asked): number => one.referencers.filter((model) => isRight(one, model)).length;

/** Returns whether the candidate with the highest score is right. */
const chosen = ({ candidates }: Asked, score: (candidate: Candidate) => number): boolean =>
  candidates.reduce((best, one) => (score(one) > score(best) ? one : best)).right;
const merged = (one: Asked): boolean => chosen(one, ({ similarity, perplexity }) => similarity + 1 - perplexity);
const byPerplexity = (one: Asked): boolean => chosen(one, ({ perplexity }) => -perplexity);
const rightCandidates = ({ candidates }: Asked): number => mean(candidates.map(({ right }) => Number(right)));

const several = async (seeds: readonly number[], aggregator: string): Promise<Asked[]> =>
  (await Promise.all(seeds.map((seed) => holdOut(seed, "coding", aggregator)))).flat();

describe("the simulated pool on questions that the bank does not hold", () => {
  let strong: Asked[];
  let weak: Asked[];
  before(async () => {
    strong = await several([1, 2, 3], "Llama-3.3-70B-Instruct");
    weak = await several([1], "TeleChat2-35B-32K");
  });

  it("rewards routing: the model with the highest prior beats the best single one by some points", () => {
    const gain = share(strong, topPrior) - share(strong, single);
    assert.ok(gain > 0.015 && gain < 0.12, String(gain));
  });

  it("errs in common, so that a majority is misled where single models are right", () => {
    assert.ok(share(strong, majority) < share(strong, single) - 0.02);
    assert.ok(share(strong, (one) => !majority(one) && topPrior(one)) > 0.05);
    assert.ok(share(strong, oracle) < 1);
  });

  it("rewards merging by a strong aggregator, and leaves something to be won", () => {
    assert.ok(share(strong, merged) > share(strong, topPrior) + 0.05);
    assert.ok(share(strong, merged) < share(strong, oracle) - 0.02);
  });

  it("spoils with a weak aggregator what the references had right", () => {
    assert.ok(share(weak, merged) < share(weak, topPrior) - 0.05);
    const unanimous = weak.filter((one) => rightReferences(one) === one.referencers.length);
    assert.ok(mean(unanimous.map(rightCandidates)) < 0.97);
  });

  it("makes a right minority a matter of the aggregator", () => {
    const recognised = (asked: readonly Asked[]): number =>
      mean(asked.filter((one) => rightReferences(one) === 1).map(rightCandidates));
    assert.ok(recognised(strong) > recognised(weak) + 0.15, `${recognised(strong)} and ${recognised(weak)}`);
  });

  it("shows a right answer in its certainty, though not reliably", () => {
    const mixed = strong.filter((one) => rightCandidates(one) > 0 && rightCandidates(one) < 1);
    const found = share(mixed, byPerplexity);
    assert.ok(mixed.length > 20 && found > mean(mixed.map(rightCandidates)) && found < 0.95, String(found));
  });
});
