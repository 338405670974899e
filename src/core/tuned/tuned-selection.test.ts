import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { packed, SPACE, vectorOf } from "../../../test/support/core/kinds-bank.ts";
import { resolveParameters } from "../parameters.ts";
import { randomStream } from "../random.ts";
import { chancesOf, type Selection, selectReferencers } from "../selection/index.ts";
import { tune } from "./tune.ts";
import { notLearning, tunedSelection, type TunedSource } from "./tuned-selection.ts";
import { tuningBank } from "./tuning-bank.ts";

const bank = packed({ questions: 150 });
const model = tune(tuningBank(bank), "fitted");
assert.ok(model !== null);
const learnedAt = "2026-01-31T12:00:00.000Z";
const source: TunedSource = () => ({ model, learnedAt, isCurrent: true });

/** Chooses two models for a question of the third kind. */
function selected(from: TunedSource, names: readonly string[] = ["a", "b", "c", "stranger"]): [Selection, Selection] {
  const embedding = { space: SPACE, vector: vectorOf(2, randomStream(5, "asked")) };
  const parameters = resolveParameters("coding", { referencers: 2, dropCount: 0 });
  const pool = names.map((name) => ({ name, price: null }));
  const byRps = selectReferencers({ text: "?", embedding }, bank, pool, parameters);
  return [byRps, tunedSelection(byRps, { text: "?", embedding }, bank, from)];
}

describe("a tuned selection", () => {
  it("asks the models with the best chances, and says from what they were learned", () => {
    const [byRps, learned] = selected(source);
    assert.equal(learned.prior[0]?.model, "c");
    assert.deepEqual(
      learned.referencers,
      learned.prior.slice(0, 2).map(({ model: name }) => name),
    );
    assert.deepEqual(learned.learned, { questions: 150, at: learnedAt, isCurrent: true });
    assert.deepEqual([learned.support, learned.threshold], [byRps.support, byRps.threshold]);
    assert.notDeepEqual(learned.prior, byRps.prior);
  });

  it("has priors on the scale of Eq. 4, from which the chances can be read", () => {
    const [, learned] = selected(source);
    for (const chance of chancesOf(learned).values()) assert.ok(chance > 0.2 && chance < 0.9, String(chance));
  });

  it("takes a model of which nothing was learned for an average one", () => {
    const [, { prior }] = selected(source);
    const stranger = prior.find(({ model: name }) => name === "stranger");
    const others = prior.filter(({ model: name }) => name !== "stranger").map(({ value }) => value);
    assert.ok(stranger !== undefined && !stranger.evaluated);
    assert.ok(Math.abs(stranger.value - others.reduce((sum, value) => sum + value, 0) / 3) < 1e-9);
  });

  it("is that of RPS, with a warning, while there is nothing to choose by", () => {
    const [byRps, learned] = selected(notLearning);
    assert.deepEqual({ ...learned, warnings: [] }, { ...byRps, warnings: [] });
    assert.match(learned.warnings.join(), /Nothing is learned/);
  });

  it("is that of RPS, with a warning, when nothing was learned of any model that may be asked", () => {
    // These models were evaluated after the last learning.
    const earlier = { ...model, models: model.models.map((name) => `earlier ${name}`) };
    const [byRps, learned] = selected(() => ({ model: earlier, learnedAt, isCurrent: false }), ["a", "b", "c"]);
    assert.ok(byRps.prior.every(({ value, evaluated }) => evaluated && value > 0));
    assert.deepEqual({ ...learned, warnings: [] }, byRps);
    assert.match(learned.warnings.join(), /Nothing has been learned of your models yet/);
    const [unknown, stranger] = selected(source, ["stranger", "other"]);
    assert.match(unknown.warnings.join(), /None of your models/);
    assert.deepEqual(stranger.warnings.slice(0, -1), unknown.warnings);
  });

  it("does not repeat what RPS says of its own priors", () => {
    const [byRps] = selected(source);
    const asked = { text: "?", embedding: { space: SPACE, vector: vectorOf(2, randomStream(5, "asked")) } };
    const told = { ...byRps, warnings: ["No bank question resembles this one."] };
    assert.deepEqual(tunedSelection(told, asked, bank, source).warnings, []);
  });
});
