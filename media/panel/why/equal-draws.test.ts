import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { equalDraws } from "./equal-draws.ts";

describe("equal draws", () => {
  it("stand together, in the order of their first", () => {
    assert.deepEqual(equalDraws([["a", "b"], ["a", "c"], ["a", "b"], ["b", "c"], ["a", "b"]]), [
      { models: ["a", "b"], draws: [0, 2, 4] },
      { models: ["a", "c"], draws: [1] },
      { models: ["b", "c"], draws: [3] },
    ]); // prettier-ignore
  });

  it("are told from others whatever the models are called", () => {
    assert.equal(equalDraws([["a,b"], ["a", "b"]]).length, 2);
    assert.deepEqual(equalDraws([]), []);
  });
});
