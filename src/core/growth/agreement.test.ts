import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { normalise } from "../embedding.ts";
import { agreementByLikeness } from "./agreement.ts";

const BUILT_IN = "built-in/feature-hashing-384/2";
/** A unit vector at a cosine from [1, 0]. */
const at = (cosine: number, space = BUILT_IN) => {
  return { space, vector: normalise([cosine, Math.sqrt(1 - cosine * cosine)]) };
};

type Vector = ReturnType<typeof at>;

function agreeing(chosen: Vector, references: readonly Vector[]) {
  const models = references.map((_, index) => ({ model: String(index), reply: "", text: "" }));
  return agreementByLikeness({ references: models }, chosen, references);
}

describe("agreement with the chosen reply", () => {
  it("is a cosine at or above the space's threshold", () => {
    const { models, checker, none } = agreeing(at(1), [at(0.97), at(0.95), at(1), at(0)]);
    assert.deepEqual([models, checker], [["0", "2"], "similarity >= 0.96"]);
    assert.match(none, /similarity 0\.96 or more/);
  });

  it("takes nearly the same words where nobody measured the space", () => {
    assert.deepEqual(agreeing(at(1, "new"), [at(0.97, "new"), at(0.99, "new")]).models, ["1"]);
  });

  it("never compares two spaces", () => {
    assert.throws(() => agreeing(at(1), [at(1, "new")]), { name: "EmbeddingSpaceError" });
  });
});
