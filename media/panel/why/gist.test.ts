import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { selectionEnd } from "../../../test/support/panel/example-run.ts";
import { gist } from "./gist.ts";

const { selection } = selectionEnd();
const smcs = { system: "smcs" };

describe("the choice of models in a line", () => {
  it("says how many of how many, and by how many questions", () => {
    assert.equal(gist(smcs, { ...selection, referencers: ["a", "b"] }), "2 of 3 models, by 2 similar questions");
    assert.equal(
      gist(smcs, { ...selection, support: selection.support.slice(1) }),
      "3 of 3 models, by 1 similar question",
    );
  });

  it("counts a model that answers several times once", () => {
    const alone = { ...selection, prior: selection.prior.slice(0, 1), referencers: ["a", "a", "a"] };
    assert.equal(gist(smcs, alone), "1 of 1 model, by 2 similar questions");
  });

  it("says so when no question is similar", () => {
    assert.equal(
      gist(smcs, { ...selection, support: [] }),
      "3 of 3 models, by the whole bank: no question in it is similar",
    );
  });

  it("goes by what was learned from the bank in a tuned selection", () => {
    const learned = { questions: 90, at: "2026-01-31T12:00:00.000Z", isCurrent: true };
    assert.equal(gist(smcs, { ...selection, learned }), "3 of 3 models, by what was learned from the whole bank");
  });

  it("goes by price and name where no model has been evaluated", () => {
    const unknown = selection.prior.map((one) => ({ ...one, value: 0, evaluated: false, overall: null }));
    const fresh = { ...selection, prior: unknown };
    const auto = { system: "single", parameters: { singleModel: "auto" } };
    for (const asked of [smcs, { system: "simple-router" }, { system: "symbolic-moe-retrieval" }, auto])
      assert.equal(gist(asked, fresh), "3 of 3 models, by price and name", asked.system);
    assert.equal(gist({ system: "majority-voting" }, fresh), "all 3 models");
    assert.equal(gist({ system: "symbolic-moe" }, fresh), "3 of 3 models, drawn by chance");
    assert.equal(gist({ system: "single" }, fresh), "3 of 3 models, by smcs.singleModel");
  });

  it("goes by accuracy where no model has been evaluated on similar questions", () => {
    const elsewhere = selection.prior.map((one) => ({ ...one, evaluated: false, overall: 0.5 }));
    assert.equal(gist(smcs, { ...selection, prior: elsewhere }), "3 of 3 models, by accuracy on the whole bank");
  });

  it("says of every other system what that goes by", () => {
    const one = { ...selection, referencers: ["b"] };
    const unlike = { ...one, support: [], closestSource: null };
    assert.equal(gist({ system: "majority-voting" }, selection), "all 3 models");
    assert.equal(gist({ system: "simple-router" }, one), "1 of 3 models, by accuracy on MBPP, the closest data set");
    assert.equal(gist({ system: "self-moa" }, unlike), "1 of 3 models, by accuracy on the whole bank");
    assert.equal(
      gist({ system: "symbolic-moe-retrieval" }, selection),
      "3 of 3 models, by the skills that similar questions take",
    );
    const drawn = { ...selection, referencers: ["b", "a", "b"] };
    const byKeywords = (...matched: string[]) => ({ system: "symbolic-moe", keywords: { matched } });
    assert.equal(gist(byKeywords("sql"), drawn), "2 of 3 models, drawn by the question's keywords");
    assert.equal(gist(byKeywords(), drawn), "2 of 3 models, drawn by chance");
    assert.equal(gist({ system: "single" }, one), "1 of 3 models, by smcs.singleModel");
    const auto = { system: "single", parameters: { singleModel: "auto" } };
    assert.equal(gist(auto, one), "1 of 3 models, by accuracy on the whole bank");
  });
});
