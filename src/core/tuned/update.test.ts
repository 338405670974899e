import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { entriesOf, KINDS, SPACE, vectorOf } from "../../../test/support/core/kinds-bank.ts";
import { type BankEntry, packBank, type PackedBank } from "../packed-bank/index.ts";
import { randomStream } from "../random.ts";
import { similarities } from "../selection/index.ts";
import { lessonOf } from "./lesson.ts";
import { learn, tune, type TunedModel } from "./tune.ts";
import { similaritiesFor, tunedChances } from "./tuned-chances.ts";
import { tuningBank } from "./tuning-bank.ts";
import { basisOf } from "./update.ts";

const QUESTIONS = 120;
/** 5% of the questions. */
const MORE = 6;
const OLD = ["a", "b", "c"];

/** Returns entries of three sources with a share of the outcomes unknown, except those of "b"; "d" is the newest model. */
function grown(share: number, seed: number): BankEntry[] {
  const random = randomStream(seed, "unknown");
  const isKnown = (model: number): boolean => model === 1 || random() >= share;
  return entriesOf({ questions: QUESTIONS + MORE, models: [...OLD, "d"], isKnown }).map((entry, row) => ({
    ...entry,
    question: { ...entry.question, source: `source ${row % 3}`, question: "?".repeat(1 + ((seed * row) % 97)) },
  }));
}

/** Returns the entries without the outcomes that `isLeft` refuses. */
const only = (entries: readonly BankEntry[], isLeft: (model: string, row: number) => boolean): BankEntry[] =>
  entries.map(({ question, ...entry }, row) => ({
    ...entry,
    question: {
      ...question,
      capability: Object.fromEntries(Object.entries(question.capability).filter(([model]) => isLeft(model, row))),
    },
  }));

const isOld = (model: string): boolean => OLD.includes(model);
const bankOf = (entries: readonly BankEntry[]): PackedBank => packBank(SPACE, entries);

/** Learns with weights of its own, which no bank would give, so that it shows whether they are kept. */
function learned(entries: readonly BankEntry[]): TunedModel {
  const model = tune(tuningBank(bankOf(entries)), "fitted");
  assert.ok(model !== null);
  return { ...model, weights: Float64Array.of(0.7, 0.6, 0.2, 0.1) };
}

function updated(last: TunedModel, entries: readonly BankEntry[]): TunedModel {
  return tune(tuningBank(bankOf(entries)), "fitted", last) ?? assert.fail();
}

/** Whether the bank was not learned wholly. */
const isUpdate = (model: TunedModel, last: TunedModel): boolean => model.basis.whole === last.basis.whole;

/** Asserts that all numbers of two models, and the chances that they give to new questions, are the same. */
function assertSame(found: TunedModel, wanted: TunedModel, bank: PackedBank): void {
  assert.deepEqual([found.models, found.ids, found.lengths], [wanted.models, wanted.ids, wanted.lengths]);
  assertNear(found.coefficients, wanted.coefficients);
  assertNear(found.basis.gram, wanted.basis.gram);
  assertNear(found.places.of, wanted.places.of);
  for (const kind of Array.from({ length: KINDS }).keys()) {
    const vector = vectorOf(kind, randomStream(kind, "asked"));
    const near = similaritiesFor(found, bank, similarities(bank, { space: SPACE, vector }));
    const chances = [found, wanted].map((model) => tunedChances(model, { vector, length: 11 }, near));
    assertNear(chances[0] ?? [], chances[1] ?? []);
  }
}

function assertNear(found: ArrayLike<number>, wanted: ArrayLike<number>): void {
  assert.equal(found.length, wanted.length);
  const worst = Array.from(found, (value, i) => Math.abs(value - (wanted[i] as number)));
  assert.ok(
    worst.every((difference) => difference <= 1e-6),
    String(Math.max(...worst)),
  );
}

/** What a bank has more than before, for entries with everything: the entries before, and those now. */
const growths: Record<string, (all: BankEntry[], at: number) => readonly [BankEntry[], BankEntry[]]> = {
  "one new question": (all, at) => [only(all.toSpliced(at, 1), isOld), only(all, isOld)],
  "several new questions": (all, at) => [only(all.toSpliced(at, 3), isOld), only(all, isOld)],
  "a question's first outcomes": (all, at) => [only(all, (model, row) => isOld(model) && row !== at), only(all, isOld)],
  "outcomes that became known": (all, at) => [
    only(all, (model, row) => isOld(model) && !(model === "b" && row >= at && row < at + 5)),
    only(all, isOld),
  ],
  "a new model": (all) => [only(all, isOld), all],
  "a new model that is first by name": (all) => [only(all, (model) => model !== "a"), all],
  "a new model and new questions": (all, at) => [only(all.toSpliced(at, 2), isOld), all],
};

describe("what was learned, updated by", () => {
  for (const [growth, split] of Object.entries(growths)) {
    it(`${growth}, is what the whole bank teaches with the same lambda and weights`, () => {
      const drawn = [fc.constantFrom(0, 0.2, 0.6), fc.integer({ min: 1, max: 99 }), fc.nat(QUESTIONS - 8)] as const;
      fc.assert(
        fc.property(...drawn, (share, seed, at) => {
          const [before, now] = split(grown(share, seed), at);
          const last = learned(before);
          const update = updated(last, now);
          assert.ok(isUpdate(update, last));
          const lesson = lessonOf(tuningBank(bankOf(now)));
          assertSame(update, learn(lesson, basisOf(lesson), last), bankOf(now));
        }),
        { numRuns: 15 },
      );
    });
  }

  it("one question after the other, is learned wholly after 5%", () => {
    const all = only(grown(0, 1), isOld);
    let last = learned(all.slice(0, QUESTIONS));
    const sizes = all.slice(QUESTIONS).map((_, index) => {
      const next = updated(last, all.slice(0, QUESTIONS + index + 1));
      assert.ok(isUpdate(next, last));
      last = next;
      return next.ids.length;
    });
    assert.deepEqual(sizes, [121, 122, 123, 124, 125, 126]);
    const more = entriesOf({ questions: QUESTIONS + MORE + 1, models: OLD }).slice(-1);
    const whole = updated(last, [...all, ...more]);
    assert.ok(!isUpdate(whole, last));
    assert.equal(whole.basis.whole.questions, 127);
    assert.notDeepEqual(whole.weights, last.weights);
  });

  it("a new question, needs no matrix where it would be larger than the bank's vectors", () => {
    const wide = only(grown(0.2, 1), isOld).map(({ vector, ...entry }) => ({
      ...entry,
      vector: Float64Array.from({ length: QUESTIONS + MORE }, (_, i) => vector[i] ?? 0),
    }));
    const last = learned(wide.slice(1));
    const update = updated(last, wide);
    assert.deepEqual([last.basis.gram.length, update.basis.gram.length, isUpdate(update, last)], [0, 0, true]);
    const lesson = lessonOf(tuningBank(bankOf(wide)));
    assertNear(update.coefficients, learn(lesson, basisOf(lesson), last).coefficients);
  });

  it("the outcomes of one new model as they arrive, ends with the next new model", () => {
    const all = grown(0, 1);
    const first = learned(only(all, (model) => model < "c"));
    const some = updated(
      first,
      only(all, (model, row) => model < "c" || (model === "c" && row < 40)),
    );
    const column = updated(some, only(all, isOld));
    assert.ok(isUpdate(some, first) && isUpdate(column, some));
    assert.ok(!isUpdate(updated(column, all), column));
  });
});

describe("a bank is learned wholly", () => {
  const all = only(grown(0.2, 1), isOld);
  const last = learned(all);
  const withFirst = (change: (first: BankEntry) => BankEntry): BankEntry[] =>
    all.map((entry, row) => (row === 0 ? change(entry) : entry));
  const question = (change: Partial<BankEntry["question"]>): BankEntry[] =>
    withFirst((first) => ({ ...first, question: { ...first.question, ...change } }));
  const outcomes = (all[0] as BankEntry).question.capability;
  const [wrong] = Object.entries(outcomes).find(([, { value }]) => value === 0) ?? assert.fail();
  const changes: Record<string, BankEntry[]> = {
    "a question is gone": all.slice(1),
    "a model is gone": only(all, (model) => model !== "b"),
    "an outcome is gone": only(all, (model, row) => row > 0 || model !== wrong),
    "an outcome has changed": question({
      capability: { ...outcomes, [wrong]: { value: 1, weight: 1, evidence: "imported" } },
    }),
    "the weight of an outcome has changed": question({
      capability: { ...outcomes, [wrong]: { value: 0, weight: 0.5, evidence: "imported" } },
    }),
    "a vector has changed": withFirst((first) => ({ ...first, vector: vectorOf(2, randomStream(9, "other")) })),
    "a text has another length": question({ question: "?".repeat(500) }),
    "a label has changed": question({ source: "source 2" }),
    "more than 5% of the questions are new": [
      ...all,
      ...only(entriesOf({ questions: all.length + 7, models: [...OLD, "d"] }).slice(-7), (model) => model === "d"),
    ],
    "more than 5% of the outcomes are new": grown(0, 1).map(({ question: { capability, ...rest }, ...entry }) => {
      const { d: _, ...others } = capability;
      return { ...entry, question: { ...rest, capability: others } };
    }),
  };
  for (const [change, entries] of Object.entries(changes)) {
    it(`when ${change}`, () => {
      const model = updated(last, entries);
      assert.ok(!isUpdate(model, last));
      assert.deepEqual(model, tune(tuningBank(bankOf(entries)), "fitted"));
    });
  }

  it("only then: the same bank keeps its choices", () => {
    assert.ok(isUpdate(updated(last, all), last));
  });
});
