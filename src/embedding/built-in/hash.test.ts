import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { addSigned, fnvState, mixed } from "./hash.ts";

describe("hashing", () => {
  it("is FNV-1a on ASCII", () => {
    // From the test vectors of FNV's authors.
    assert.equal(fnvState("") >>> 0, 0x811c9dc5);
    assert.equal(fnvState("a") >>> 0, 0xe40c292c);
    assert.equal(fnvState("foobar") >>> 0, 0xbf9cf968);
    assert.equal(fnvState("bar", fnvState("foo")), fnvState("foobar"));
  });

  it("spreads positions evenly, with signs independent of them", () => {
    const samples = 38_400;
    const counts = new Float64Array(384);
    const signs = new Float64Array(384);
    for (let i = 0; i < samples; i++) {
      const sums = new Float64Array(384);
      addSigned(sums, mixed(fnvState(`w${i}`)), 1);
      const position = sums.findIndex((sum) => sum !== 0);
      counts[position]! += 1;
      signs[position]! += sums[position]!;
    }
    // Both are chi-squared with about 384 degrees of freedom: mean 384, standard deviation 28.
    const ofCounts = counts.reduce((total, count) => total + (count - 100) ** 2 / 100, 0);
    const ofSigns = signs.reduce((total, sign) => total + sign ** 2 / 100, 0);
    for (const chiSquared of [ofCounts, ofSigns]) assert.ok(chiSquared > 270 && chiSquared < 500, `${chiSquared}`);
  });
});
