import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { sameLiteral } from "./literal.ts";

const pairs: readonly (readonly [a: string, b: string, same: boolean])[] = [
  ["1", "1.0", true],
  ["True", "1", true],
  ["1_000", "1000", true],
  ["1e3", "1000", true],
  ["0.1", ".1", true],
  ["0.1", "0.10000001", false],
  ["12345678901234567890", "12345678901234567891", false],
  ["-0", "0", true],
  ["'\\n'", '"\\x0a"', true],
  ["r'\\n'", "'\\\\n'", true],
  ["b'a'", "'a'", false],
  ["'\\d'", "'\\\\d'", true],
  ["{1, 2}", "{2, 1}", true],
  ["{1}", "{1: 1}", false],
  ["{1: [2, 3]}", "{1: [23]}", false],
  ["{1: [2, 3], 4: {5: {6}}}", "{4: {5: {6}}, 1: [2, 3]}", true],
  ["{'a': {'b': [1, (2, 3)]}, 'c': ()}", "{'c': (), 'a': {'b': [1, (2, 3)]}}", true],
  ["((1, 2))", "(1, 2)", true],
  ["((1,),)", "(1,)", false],
  ["1e308", `1${"0".repeat(308)}`, false],
  ["1e22", "10000000000000000000000", true],
  ["-9007199254740992.0", "-9007199254740992", true],
  ["9007199254740992.0", "9007199254740993", false],
  ["1e400", "inf", false],
  ["{}", "set()", false],
  ["set()", "set( )", true],
  ["()", "[]", false],
  ["[(1, 2)]", "[[1, 2]]", false],
  ["None", "null", true],
  ["NaN", "nan", true],
  ["[1, 2,]", "[1, 2]", true],
  ["[1 2]", "[1 2]", false],
  ["f(1)", "f(1)", false],
  ["'a", "'a", false],
  ["[[1], 2", "[[1], 2", false],
];

describe("literals", () => {
  for (const [a, b, same] of pairs)
    it(`${a} and ${b} are ${same ? "the same" : "not"}`, () => {
      assert.equal(sameLiteral(a, b), same);
    });

  it("may be JSON, in which a tuple is a list", () => {
    assert.equal(sameLiteral('{"a": [true, null]}', "{'a': (True, None)}", "alike"), true);
    assert.equal(sameLiteral("[1]", "(1,)", "alike"), true);
    assert.equal(sameLiteral("[1]", "1", "alike"), false);
  });

  it("are read in one pass, however long: else this would take hours", () => {
    assert.equal(sameLiteral("5", `${"1".repeat(1 << 20)}x`), false);
  });

  it("are another value where one is many times as long, without being read", () => {
    const before = process.cpuUsage();
    assert.equal(sameLiteral("[1]", `[${"1e308,".repeat(1_400_000)}]`), false);
    assert.ok(process.cpuUsage(before).user < 100_000);
  });

  it("nest as deep as Python reads them", () => {
    const nested = (depth: number) => `${"[".repeat(depth)}1${"]".repeat(depth)}`;
    assert.equal(sameLiteral(nested(200), nested(200)), true);
    assert.equal(sameLiteral(nested(201), nested(201)), false);
  });

  it("are read in no time where they are long and deep", () => {
    const text = `${`[${"1,".repeat(90)}`.repeat(1_700)}1${"]".repeat(1_700)}`;
    const before = process.cpuUsage();
    assert.equal(sameLiteral(text, text), false);
    assert.ok(process.cpuUsage(before).user < 500_000);
  });

  it("compare whole numbers of any length by their digits", () => {
    const digits = "9".repeat(1 << 20);
    assert.equal(sameLiteral(`-00${digits}`, `-${digits}`), true);
    assert.equal(sameLiteral(digits, `-${digits}`), false);
    assert.equal(sameLiteral("+0", "-00"), true);
  });

  it("equal themselves when they are JSON, and no other value's", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.array(fc.string()), fc.array(fc.string()), (value, a, b) => {
        assert.equal(sameLiteral(JSON.stringify(value), JSON.stringify(value, null, 2)), true);
        const [first, second] = [JSON.stringify(a), JSON.stringify(b)];
        assert.equal(sameLiteral(first, second), first === second);
      }),
    );
  });
});
