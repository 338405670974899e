import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BankQuestion } from "../question-bank/index.ts";
import { type BankEntry, packBank } from "./packed-bank.ts";

const entry = (id: string, vector: number[], capability: BankQuestion["capability"], split = "bank"): BankEntry => ({
  question: {
    id,
    source: "s",
    split: split === "bank" ? "bank" : "test",
    question: "Q?",
    task: { kind: "open" },
    capability,
  },
  vector,
});
const outcome = (value: number, weight = 1) => ({ value, weight, evidence: "checked" }) as const;

describe("a packed bank", () => {
  it("holds one row a question and one column a model, unknown outcomes with weight 0", () => {
    const bank = packBank("space", [
      entry("1", [1, 0], { b: outcome(1), a: outcome(0.5, 0.25) }),
      entry("2", [0, 1], { c: outcome(0) }),
    ]);
    assert.deepEqual([bank.space, bank.dimension, bank.models], ["space", 2, ["a", "b", "c"]]);
    assert.deepEqual([...bank.vectors], [1, 0, 0, 1]);
    const decoded = (palette: Float32Array) => Array.from(bank.capability, (code) => palette[code]);
    assert.deepEqual(decoded(bank.outcomes.values), [0.5, 1, 0, 0, 0, 0]);
    assert.deepEqual(decoded(bank.outcomes.weights), [0.25, 1, 0, 0, 0, 1]);
  });

  it("leaves test questions out, with the models that only they know", () => {
    const bank = packBank("space", [
      entry("t", [0, 1, 0], { hidden: outcome(1) }, "test"),
      entry("1", [1, 0], { a: outcome(1) }),
    ]);
    assert.deepEqual([bank.questions.size, bank.questions.id(0), bank.models, bank.dimension], [1, "1", ["a"], 2]);
  });

  it("may be empty", () => {
    const bank = packBank("space", []);
    assert.deepEqual([bank.dimension, bank.questions.size, bank.models, bank.vectors.length], [0, 0, [], 0]);
  });

  it("writes its vectors where it is told to, and takes the scan that belongs there", () => {
    const room = new Float32Array(5);
    const scan = (): Float32Array => new Float32Array(2);
    const allocate = (rows: number, dimension: number) => ({ vectors: room.subarray(1, 1 + rows * dimension), scan });
    const bank = packBank("space", [entry("1", [1, 0], {}), entry("2", [0, 1], {})], allocate);
    assert.deepEqual([...room], [0, 1, 0, 0, 1]);
    assert.equal(bank.vectors.buffer, room.buffer);
    assert.equal(bank.scan, scan);
  });

  it("refuses vectors of two lengths and names the question", () => {
    for (const vector of [[1], [1, 0, 0]]) {
      assert.throws(() => packBank("space", [entry("fine", [1, 0], {}), entry("odd", vector, {})]), {
        name: "BankError",
        message: /odd .*length/,
      });
    }
  });
});
