import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { entriesOf, KINDS, type KindsBank, packed, SPACE, vectorOf } from "../../../test/support/core/kinds-bank.ts";
import { packBank, type PackedBank } from "../packed-bank/index.ts";
import { randomStream } from "../random.ts";
import { similarities } from "../selection/index.ts";
import { similaritiesFor, tunedChances } from "./tuned-chances.ts";
import { tune, type TunedModel } from "./tune.ts";
import { tuningBank } from "./tuning-bank.ts";

function chancesIn(model: TunedModel, bank: PackedBank, kind: number, seed = 1): Record<string, number> {
  const vector = vectorOf(kind, randomStream(seed, "asked"));
  const near = similaritiesFor(model, bank, similarities(bank, { space: SPACE, vector }));
  const chances = tunedChances(model, { vector, length: 11 }, near);
  return Object.fromEntries(model.models.map((name, column) => [name, chances[column] as number]));
}

function tuned(bank: PackedBank): TunedModel {
  const model = tune(tuningBank(bank), "fitted");
  assert.ok(model !== null);
  return model;
}

const bestOf = (chances: Record<string, number>): string | undefined =>
  Object.entries(chances).toSorted(([, a], [, b]) => b - a)[0]?.[0];

/** Returns the share of new questions for which the model of their kind has the highest chance. */
function hits(bank: PackedBank): number {
  const model = tuned(bank);
  const asked = Array.from({ length: 60 }, (_, index) => ({ kind: index % KINDS, seed: index + 1 }));
  return asked.filter(({ kind, seed }) => bestOf(chancesIn(model, bank, kind, seed)) === "abc"[kind]).length / 60;
}

describe("a tuned model", () => {
  it("knows which model is right on which kind of question, with and without fitted weights", () => {
    assert.ok(hits(packed({ questions: 120 })) > 0.95);
    assert.ok(hits(packed({ questions: 600 })) > 0.95);
  });

  it("gets worse gradually when outcomes are unknown", () => {
    const unknown = (share: number): KindsBank["isKnown"] => {
      const random = randomStream(3, "unknown");
      return () => random() >= share;
    };
    const [half, most] = [0.5, 0.8].map((share) =>
      hits(packed({ questions: 300, isKnown: unknown(share) as () => boolean })),
    );
    assert.ok((half as number) > 0.9, String(half));
    assert.ok((most as number) > 0.6, String(most));
  });

  it("learns nothing from questions without outcomes", () => {
    const known = packed({ questions: 120 });
    const more = packed({ questions: 150, isKnown: (_, row) => row < 120 });
    assert.deepEqual(tuned(more).ids, tuned(known).ids);
    assert.deepEqual(tuned(more).coefficients, tuned(known).coefficients);
  });

  it("takes a model with a single outcome for an average one", () => {
    const bank = packed({ questions: 150, models: ["a", "b", "c", "new"], isKnown: (model) => model < 3 });
    // "new" is no column until it has an outcome; with one it has nearly the mean.
    const first = packed({
      questions: 150,
      models: ["a", "b", "c", "new"],
      isKnown: (model, row) => model < 3 || row === 0,
    });
    assert.deepEqual(tuned(bank).models, ["a", "b", "c"]);
    const { new: chance = 0, ...others } = chancesIn(tuned(first), first, 0);
    const average = Object.values(others).reduce((sum, value) => sum + value, 0) / 3;
    assert.ok(Math.abs(chance - average) < 0.12, `${chance} is far from ${average}`);
  });

  it("gives the same chances whatever the order of the models is", () => {
    const bank = packed({ questions: 120 });
    const renamed = packed({ questions: 120, models: ["z", "b", "c"] });
    const [chances, others] = [chancesIn(tuned(bank), bank, 0), chancesIn(tuned(renamed), renamed, 0)];
    for (const [one, other] of [
      ["a", "z"],
      ["b", "b"],
      ["c", "c"],
    ] as const) {
      assert.ok(Math.abs((chances[one] as number) - (others[other] as number)) < 1e-5);
    }
  });

  it("survives a copy to another thread", () => {
    const bank = packed({ questions: 120 });
    const model = tuned(bank);
    assert.deepEqual(chancesIn(structuredClone(model), bank, 1), chancesIn(model, bank, 1));
  });

  it("serves a bank that has gained and lost questions since", () => {
    const entries = entriesOf({ questions: 150 });
    const before = packBank(SPACE, entries.slice(0, 120));
    const now = packBank(SPACE, entries.slice(10));
    const model = tuned(before);
    assert.equal(bestOf(chancesIn(model, now, 2, 2)), "c");
    const similarity = Float32Array.from({ length: 140 }, (_, row) => row / 140);
    const near = similaritiesFor(model, now, similarity);
    assert.deepEqual(Array.from(near.subarray(9, 12)), [0, 0, similarity[1]]);
  });

  it("is none with too few questions or a single model", () => {
    assert.equal(tune(tuningBank(packed({ questions: 39 })), "fitted"), null);
    assert.equal(tune(tuningBank(packed({ questions: 90, models: ["a"] })), "fitted"), null);
    assert.equal(tune(tuningBank(packBank(SPACE, [])), "fitted"), null);
  });
});
