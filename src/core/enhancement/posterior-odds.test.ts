import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type GivenAnswer, posteriorOdds } from "./posterior-odds.ts";
import { oddsOf } from "./squared-odds.ts";

const given = (...answers: (readonly [answer: string, prior: number])[]): GivenAnswer[] =>
  answers.map(([answer, prior]) => ({ answer, prior }));

const oddsAfter = (answers: readonly GivenAnswer[], wrongAnswers: number): number =>
  posteriorOdds(answers, wrongAnswers)[0]?.odds ?? Number.NaN;

function close(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) <= 1e-9 * Math.abs(expected), `${actual} is not ${expected}`);
}

describe("the posterior odds of an answer", () => {
  it("that one model gave are the odds of its prior, however many wrong answers there are", () => {
    for (const wrongAnswers of [1, 2, 9]) {
      const [only, ...others] = posteriorOdds(given(["4", 0.8]), wrongAnswers);
      assert.deepEqual([only?.answer, others], ["4", []]);
      close(only!.odds, 4);
    }
  });

  it("out of two are the odds of those who agree by the odds of those who disagree", () => {
    // Odds of 4, 2 and 3.
    close(oddsAfter(given(["yes", 0.8], ["yes", 2 / 3], ["no", 0.75]), 1), (4 * 2) / 3);
  });

  it("are odds against all other answers, given or not", () => {
    // m = 3: W(a) = (3 * 4) * (3 * 2) = 72, W(b) = 3 * 3 = 9, and two more answers that nobody gave.
    close(oddsAfter(given(["a", 0.8], ["a", 2 / 3], ["b", 0.75]), 3), 72 / (9 + 2));
  });

  it("are higher for one that two weak models gave, if models that err rarely err alike", () => {
    const answers = given(["a", 0.4], ["a", 0.4], ["b", 0.7]);
    const leader = (wrongAnswers: number) => posteriorOdds(answers, wrongAnswers)[0]?.answer;
    assert.deepEqual([leader(1), leader(9)], ["b", "a"]);
  });

  it("are none without answers, and stay numbers with very many", () => {
    assert.deepEqual(posteriorOdds([], 1), []);
    const many = Array.from({ length: 1000 }, () => ({ answer: "a", prior: 0.99 }));
    assert.equal(oddsAfter(many, 4), Infinity);
    const rival = many.map((one) => ({ ...one, answer: "b" }));
    const [first, second] = posteriorOdds([...many, ...rival, { answer: "b", prior: 0.75 }], 1);
    assert.deepEqual([first?.answer, second?.answer], ["b", "a"]);
    close(first!.odds, 3);
    close(second!.odds, 1 / 3);
    const poor = many.map((one) => ({ ...one, prior: 0 }));
    assert.equal(oddsAfter(poor, 1), 0);
    close(oddsAfter([...poor, ...poor.map((one) => ({ ...one, answer: "b" }))], 1), 1);
  });

  const answer = fc.record({
    answer: fc.constantFrom("a", "b", "c"),
    prior: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  const answers = fc.array(answer, { minLength: 1, maxLength: 8 });
  const wrongAnswers = fc.integer({ min: 1, max: 9 });

  it("are the same in whatever order the models answer", () => {
    fc.assert(
      fc.property(answers, wrongAnswers, (all, count) => {
        const turned = new Map(posteriorOdds(all.toReversed(), count).map((one) => [one.answer, one.odds]));
        const likely = posteriorOdds(all, count);
        assert.equal(likely.length, turned.size);
        for (const one of likely) close(turned.get(one.answer)!, one.odds);
      }),
    );
  });

  it("gain by a model that agrees, if the model is better than chance", () => {
    fc.assert(
      fc.property(answers, wrongAnswers, fc.double({ min: 0, max: 1, noNaN: true }), (all, count, prior) => {
        const [before] = posteriorOdds(all, count);
        const odds = oddsAfter([...all, { answer: before!.answer, prior }], count);
        if (count * oddsOf(prior) >= 1) assert.ok(odds >= before!.odds * (1 - 1e-9), `${odds} after ${before!.odds}`);
      }),
    );
  });

  it("are what Bayes says about independent models", () => {
    fc.assert(
      fc.property(answers, fc.integer({ min: 2, max: 9 }), (all, count) => {
        const possible = ["a", "b", "c", ...Array.from({ length: count - 2 }, (_, index) => `${index}`)];
        const clamped = ({ prior }: GivenAnswer): number => oddsOf(prior) / (1 + oddsOf(prior));
        const chanceOf = (right: string): number =>
          all.reduce((chance, one) => chance * (one.answer === right ? clamped(one) : (1 - clamped(one)) / count), 1);
        for (const { answer: own, odds } of posteriorOdds(all, count)) {
          const others = possible.filter((one) => one !== own);
          close(odds, chanceOf(own) / others.reduce((sum, one) => sum + chanceOf(one), 0));
        }
      }),
    );
  });
});
