import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bankOf } from "../../../test/support/core/banks.ts";
import { checkRows } from "./check-rows.ts";

describe("the check of a search's rows", () => {
  it("lets rows of the bank pass, with and without models", () => {
    for (const bank of [bankOf([{ outcomes: { a: 1 } }, {}]), bankOf([{}, {}])]) {
      for (const rows of [Uint32Array.of(1, 0), new Uint32Array()]) {
        assert.doesNotThrow(() => {
          checkRows(bank, rows);
        });
      }
    }
  });

  it("refuses rows that the bank does not have, or of which it does not know all", () => {
    const bank = bankOf([{ outcomes: { a: 1 } }, {}]);
    assert.throws(() => {
      checkRows(bank, Uint32Array.of(0, 2));
    }, RangeError);
    assert.throws(() => {
      checkRows({ ...bank, capability: bank.capability.subarray(0, 1) }, Uint32Array.of(0, 1));
    }, RangeError);
  });
});
