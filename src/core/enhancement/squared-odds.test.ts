import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { oddsOf, squaredOdds } from "./squared-odds.ts";

const prior = fc.double({ min: 0, max: 1, noNaN: true });

describe("squared odds", () => {
  it("are (pi / (1 - pi))^2", () => {
    assert.equal(squaredOdds(0.5), 1);
    assert.ok(Math.abs(squaredOdds(0.75) - 9) < 1e-12);
    assert.ok(Math.abs(squaredOdds(0.2) - 1 / 16) < 1e-12);
  });

  it("grow with the prior", () => {
    fc.assert(
      fc.property(prior, prior, (one, other) => {
        assert.ok(squaredOdds(Math.min(one, other)) <= squaredOdds(Math.max(one, other)));
      }),
    );
    assert.ok(squaredOdds(0.6) < squaredOdds(0.600_001));
  });

  it("are symmetric: a model that is as often wrong as another is right weighs the inverse", () => {
    fc.assert(
      fc.property(prior, (pi) => {
        assert.ok(Math.abs(squaredOdds(pi) * squaredOdds(1 - pi) - 1) < 1e-9);
      }),
    );
  });

  it("are finite and above 0 for priors of 0 and 1, so that others can outvote such a model", () => {
    assert.equal(squaredOdds(1), squaredOdds(0.99));
    assert.equal(squaredOdds(0), squaredOdds(0.01));
    assert.ok(squaredOdds(0) > 0 && squaredOdds(1) < 10_000);
    assert.ok(Math.abs(oddsOf(1) - 99) < 1e-9);
  });
});
