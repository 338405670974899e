import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { normalise } from "../embedding.ts";
import { agreementThreshold, agreesWith } from "./agreement.ts";

const BUILT_IN = "built-in/feature-hashing-384/1";
/** A unit vector at a cosine from [1, 0]. */
const at = (cosine: number, space = BUILT_IN) => {
  return { space, vector: normalise([cosine, Math.sqrt(1 - cosine * cosine)]) };
};

describe("agreement with the chosen reply", () => {
  it("is a cosine at or above the space's threshold", () => {
    assert.equal(agreementThreshold(BUILT_IN), 0.9);
    assert.deepEqual(agreesWith(at(1), [at(0.91), at(0.89), at(1), at(0)]), [true, false, true, false]);
  });

  it("takes nearly the same words where nobody measured the space", () => {
    assert.deepEqual(agreesWith(at(1, "new"), [at(0.97, "new"), at(0.99, "new")]), [false, true]);
  });

  it("never compares two spaces", () => {
    assert.throws(() => agreesWith(at(1), [at(1, "new")]), { name: "EmbeddingSpaceError" });
  });
});
