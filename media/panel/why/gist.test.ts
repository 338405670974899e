import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { selectionEnd } from "../record/example-run.ts";
import { gist } from "./gist.ts";

const { selection } = selectionEnd();

describe("the choice of models in a line", () => {
  it("says how many of how many, and by how many questions", () => {
    assert.equal(gist({ ...selection, referencers: ["a", "b"] }), "2 of 3 models, by 2 similar questions");
    assert.equal(gist({ ...selection, support: selection.support.slice(1) }), "3 of 3 models, by 1 similar question");
  });

  it("counts a model that answers several times once", () => {
    const alone = { ...selection, prior: selection.prior.slice(0, 1), referencers: ["a", "a", "a"] };
    assert.equal(gist(alone), "1 of 1 model, by 2 similar questions");
  });

  it("says so when no question is similar", () => {
    assert.equal(gist({ ...selection, support: [] }), "3 of 3 models, by the whole bank: no question in it is similar");
  });
});
