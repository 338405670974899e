import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sameOutput } from "./same-output.ts";

const cases: readonly (readonly [expected: string, output: string, same: boolean])[] = [
  ["1 2\n3\n", "1 2\n3", true],
  ["1 2\n3\n", "  1 2  \n3  \n\n", true],
  ["1 2", "1  2", true],
  ["yes", "YES", false],
  ["a b", "a  b", false],
  ["1.0", "1", true],
  ["0.5", ".50", true],
  ["1e3", "1000", true],
  ["0", "-0.0", true],
  ["0.1", "0.10000000000001", false],
  ["50000000000000000", "50000000000000001", false],
  ["1 2", "1 2 3", false],
  ["1\n2", "1 2", false],
  ["1\n\n2", "1\n2", false],
  ["", "\n", true],
  ["", "0", false],
  ["5", "5\n5", false],
  // Numbers as Python's Decimal reads them, and texts as Python strips and splits them.
  ["1000", "1_000", true],
  ["-5", "-5.e0", true],
  ["Infinity", "inf", true],
  ["inf", "-inf", false],
  ["nan", "NaN", false],
  ["nan", "nan", true],
  ["1e999999999", "10e999999998", true],
  ["1 2", "1\u00A02\u001C\u0085", true],
  ["1", "\uFEFF1", false],
  ["1 x", "1.0 x", false],
];

describe("a program's output", () => {
  for (const [expected, output, same] of cases) {
    it(`${JSON.stringify(output)} is ${same ? "" : "not "}${JSON.stringify(expected)}`, () => {
      assert.equal(sameOutput(expected, output), same);
    });
  }

  it("is compared in one pass, however long: else this would take hours", () => {
    assert.equal(sameOutput("5", `1${"0".repeat(1 << 20)}1`), false);
    assert.equal(sameOutput("5", `${"1".repeat(1 << 18)}x`), false);
  });
});
