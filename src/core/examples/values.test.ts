import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { argumentsAt, valueAt } from "./values.ts";

describe("a value in a text", () => {
  for (const text of [
    "3",
    "-2.50",
    "1e-9",
    "0x",
    '"a, b"',
    "'it\\'s'",
    "None",
    "true",
    "[1, [2, 3], ()]",
    "{'a': 1, \"b\": [None]}",
    "{name: 'x', size: 2}",
    "{1, 2}",
    "set()",
    "(1,)",
  ].filter((one) => one !== "0x")) {
    it(`is ${text} up to its end`, () => {
      assert.deepEqual(valueAt(`= ${text} and so on`, 2), { text, end: 2 + text.length });
    });
  }

  for (const text of ["x", "f(2)", "[1, x]", "3px", "'open", "[1, 2", "[1 2]", "{1: }", "0x", "50%"]) {
    it(`is not ${text}`, () => {
      assert.equal(valueAt(text, 0), null);
    });
  }

  it("does not hold the sentence's full stop", () => {
    assert.equal(valueAt("16.", 0)?.text, "16");
    assert.equal(valueAt("2.5.", 0)?.text, "2.5");
  });

  it("is read whatever its nesting, and refused beyond a depth", () => {
    const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
    assert.notEqual(valueAt(nested(20), 0), null);
    assert.equal(valueAt(nested(100_000), 0), null);
  });

  it("is every JSON value", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value);
        assert.equal(valueAt(text, 0)?.end, text.length);
      }),
    );
  });
});

describe("arguments in a text", () => {
  it("are values with and without names, separated by commas or line ends", () => {
    assert.deepEqual(argumentsAt("nums = [1, 2], k: 3\n'x'  so", 0), {
      list: [
        { name: "nums", value: "[1, 2]" },
        { name: "k", value: "3" },
        { name: null, value: "'x'" },
      ],
      end: 23,
    });
  });

  it("end before what is no value", () => {
    assert.deepEqual(argumentsAt("1, two", 0).list, [{ name: null, value: "1" }]);
    assert.deepEqual(argumentsAt("two", 0).list, []);
  });
});
