import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import * as v from "valibot";
import { repetitions } from "../../test/support/deep.ts";
import { bankQuestionSchema } from "../core/question-bank/index.ts";
import { toStoredEntry } from "../bank/store/index.ts";
import { importFormats } from "./formats.ts";
import type { ImportRow } from "../import-rows/index.ts";
import { damaged } from "../../test/support/bank-import/mutations.ts";
import { samples } from "../../test/support/bank-import/samples.ts";
import { rowsOf } from "../../test/support/bank-import/rows.ts";

/** Asserts that a row may be stored or shown. */
function assertUsable(row: ImportRow): void {
  assert.ok(Number.isInteger(row.at) && row.at >= 1);
  if (row.kind === "bad") {
    const length = Array.from(row.reason).length;
    assert.ok(length > 0 && length <= 300);
  } else if (row.kind === "capability") {
    const outcomes = Object.values(row.correct);
    assert.ok(row.questionId.length > 0 && outcomes.length > 0);
    assert.ok(outcomes.every((value) => value >= 0 && value <= 1));
  } else {
    const { question } = row;
    const stored = JSON.stringify(question);
    assert.equal(JSON.stringify(v.parse(bankQuestionSchema, JSON.parse(stored))), stored);
    toStoredEntry({ question, vector: question.embedding ?? [1] }, null);
    const { task } = question;
    // Questions of SMCS's own format are taken unchanged.
    if (task.kind === "choice" && question.id.startsWith(`${question.source}/`) && !question.id.startsWith("own/")) {
      assert.ok("ABCDEFGHIJKLMNOPQRSTUVWXYZ".slice(0, task.options.length).includes(task.answer));
    }
  }
}

/** How far a damaged JSON document is readable depends on the chunks in which it is parsed. */
const isBroken = (row: ImportRow): boolean => row.kind === "bad" && row.reason.startsWith("the file cannot be read");

describe("every format", () => {
  const known = Object.getOwnPropertyNames(Object.prototype);

  it("has a sample", () => {
    const sampled = new Set(samples.map(({ format }) => format));
    assert.deepEqual(
      importFormats.filter((format) => !sampled.has(format)).map(({ name }) => name),
      [],
      "test/support/bank-import/samples.ts lacks formats",
    );
  });

  for (const [index, sample] of samples.entries()) {
    const { format, file } = sample;
    it(`${format.name} (sample ${index + 1}) is read the same in chunks of any size`, async () => {
      const whole = await rowsOf(format, file);
      assert.ok(whole.length > 0 && whole.every(({ kind }) => kind !== "bad"));
      for (const lengths of [[1], [2], [3, 5], [7], [64]])
        assert.deepEqual(await rowsOf(format, file, {}, lengths), whole);
    });

    it(`${format.name} (sample ${index + 1}) survives any damage and makes only usable rows of it`, async () => {
      await fc.assert(
        fc.asyncProperty(damaged(sample), fc.integer({ min: 1, max: 50 }), async (bytes, size) => {
          const rows = await rowsOf(format, bytes);
          rows.forEach(assertUsable);
          assert.deepEqual(Object.getOwnPropertyNames(Object.prototype), known);
          if (bytes.length > 10_000) return;
          const again = await rowsOf(format, bytes, {}, [size]);
          if (rows.some(isBroken)) again.forEach(assertUsable);
          else assert.deepEqual(again, rows);
        }),
        { numRuns: repetitions(15, 1000) },
      );
    });
  }
});
