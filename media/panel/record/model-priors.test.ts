import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { selectionEnd } from "../../../test/support/panel/example-run.ts";
import { priorShares } from "./model-priors.ts";

describe("priors as shares", () => {
  const { selection } = selectionEnd();

  it("divide V_ref by the summed similarity of the support questions", () => {
    assert.deepEqual(
      priorShares(selection).map(({ share }) => share),
      [1 / 1.25, 0.75 / 1.25, 0.5 / 1.25],
    );
  });

  it("take the overall accuracy as it is where there is no support", () => {
    assert.equal(priorShares({ ...selection, support: [] })[1]?.share, 0.75);
  });

  it("say what a model adds that was chosen for that", () => {
    const chosen = [{ model: "b", adds: 0.25 }];
    assert.deepEqual(
      priorShares({ ...selection, chosen }).map(({ adds }) => adds),
      [undefined, 0.25, undefined],
    );
  });

  it("mark who was asked", () => {
    const asked = priorShares({ ...selection, referencers: ["a"] }).filter((one) => one.asked);
    assert.deepEqual(
      asked.map(({ model }) => model),
      ["a"],
    );
  });
});
