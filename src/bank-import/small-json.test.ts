import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { parsedWithin, wholeFields } from "./small-json.ts";

const wide = { parts: 1_000_000, depth: 100 };

describe("JSON of few parts", () => {
  it("is parsed like any JSON", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        assert.deepEqual(parsedWithin(text, wide), JSON.parse(text));
      }),
    );
  });

  it("is refused beyond its bounds, but its texts may hold anything", () => {
    const text = `[${JSON.stringify('[[[,,,:::"\\')},1]`;
    assert.deepEqual(parsedWithin(text, { parts: 2, depth: 1 }), ['[[[,,,:::"\\', 1]);
    assert.throws(() => parsedWithin("[1,2,3]", { parts: 2, depth: 1 }), /more than 2 parts/);
    assert.throws(() => parsedWithin('{"a":{}}', { parts: 9, depth: 1 }), /deeper than 1 levels/);
    assert.throws(() => parsedWithin('["a', wide), SyntaxError);
  });

  it("is refused before it is parsed, at once, where it is made to be a burden", () => {
    const begun = performance.now();
    const bounds = { parts: 20_000, depth: 8 };
    assert.throws(() => parsedWithin("[".repeat(50_000_000), bounds), /deeper/);
    assert.throws(() => parsedWithin(`[${"1,".repeat(20_000_000)}1]`, bounds), /more than 20,000 parts/);
    assert.throws(() => parsedWithin(`["${'\\"'.repeat(1_000_000)}`, bounds), SyntaxError);
    assert.ok(performance.now() - begun < 5000);
  });
});

describe("the beginning of an object", () => {
  it("has the fields that are whole in it", () => {
    const whole = JSON.stringify({ a: "x, y", b: { c: [1, 2] }, d: "long" });
    assert.deepEqual(wholeFields(whole), { a: "x, y", b: { c: [1, 2] }, d: "long" });
    assert.deepEqual(wholeFields(`${whole}\n{"next": 1}`), { a: "x, y", b: { c: [1, 2] }, d: "long" });
    assert.deepEqual(wholeFields(whole.slice(0, -3)), { a: "x, y", b: { c: [1, 2] } });
    assert.deepEqual(wholeFields(whole.slice(0, 20)), { a: "x, y" });
    for (const none of ["", "{", '{"a": 1', "[1, 2", "no json", '{"a" 1, "b": 2'])
      assert.deepEqual(wholeFields(none), {});
  });
});
