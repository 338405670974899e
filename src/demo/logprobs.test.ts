import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { randomStream } from "../core/random.ts";
import { drawLogprob, drawMeanLogprob } from "./logprobs.ts";

const means = (wrong: boolean): number[] =>
  Array.from({ length: 500 }, (_, reply) => drawMeanLogprob(-0.1, wrong, randomStream(reply, "reply")));
const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("log-probabilities", () => {
  it("are lower for a wrong answer on average", () => {
    assert.ok(Math.abs(average(means(false)) + 0.1) < 0.01);
    assert.ok(average(means(true)) < average(means(false)) - 0.015);
  });

  it("do not give a wrong answer away: many a right one is less certain", () => {
    const [right, wrong] = [means(false), means(true)];
    const moreCertain = right.filter((mean, index) => mean > (wrong[(index + 1) % 500] ?? 0)).length / 500;
    assert.ok(moreCertain > 0.6 && moreCertain < 0.8, String(moreCertain));
  });

  it("are negative for every token, with the mean that was drawn", () => {
    const random = randomStream(0, "tokens");
    const tokens = Array.from({ length: 2000 }, () => drawLogprob(-0.2, random));
    assert.ok(tokens.every((value) => value < 0));
    assert.ok(Math.abs(average(tokens) + 0.2) < 0.02);
  });
});
