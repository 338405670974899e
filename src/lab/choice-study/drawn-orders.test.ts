import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { candidate } from "../../../test/support/lab/choice-study.ts";
import { drawnOrders } from "./drawn-orders.ts";

const all = ["a", "b", "c", "d", "e"].map((model) => candidate({ model, correct: true }));
const models = (candidates: typeof all, seed = 1): string[] =>
  drawnOrders({ questionId: "q", question: "", candidates }, 10, seed).map((order) =>
    order.map((index) => candidates[index]?.model).join(""),
  );

describe("the random orders of a set", () => {
  it("hold each candidate once, and are the same for the same seed", () => {
    for (const order of models(all)) assert.equal(order.split("").toSorted().join(""), "abcde");
    assert.deepEqual(models(all), models(all));
    assert.ok(new Set(models(all)).size > 5);
    assert.notDeepEqual(models(all), models(all, 2));
  });

  it("do not depend on the order in the file", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 5, maxLength: 5 }), (shuffled) => {
        assert.deepEqual(models(shuffled), models(all));
      }),
    );
  });
});
