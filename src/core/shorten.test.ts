import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { commonLength, shorten } from "./shorten.ts";
import { utf8Bytes } from "./tokens.ts";

const unit = fc.constantFrom("word ", "line\n", "é", "中", "😀", "x".repeat(40));
const text = fc.array(unit, { maxLength: 400, size: "max" }).map((units) => units.join(""));

describe("a text that is too long", () => {
  it("keeps its beginning and its end, and says how much is left out", () => {
    const lines = Array.from({ length: 200 }, (_, index) => `line ${index}`).join("\n");
    const short = shorten(lines, 600);
    const [, head, left, tail] = /^(.*?)\n\n\[\.\.\. (\d+) characters left out here.*\]\n\n(.*)$/s.exec(short) ?? [];
    assert.ok(lines.startsWith(`${head}\n`), "the cut is where a line ends");
    assert.ok(lines.endsWith(`\n${tail}`));
    assert.equal(head!.length + Number(left) + tail!.length, lines.length);
    assert.ok(head!.length > tail!.length && tail!.length > 100);
  });

  it("is never longer than it may be, breaks no character, and stays as it is when it is short enough", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 100, max: 3000 }), (whole, bytes) => {
        const short = shorten(whole, bytes);
        assert.ok(utf8Bytes(short) <= bytes);
        assert.equal(Buffer.from(short).toString(), short);
        if (utf8Bytes(whole) <= bytes) assert.equal(short, whole);
      }),
    );
  });
});

describe("the common length", () => {
  it("cuts the longest only, and uses the room", () => {
    assert.equal(commonLength([100, 900, 700], 1100), 500);
    assert.equal(commonLength([100, 200], 300), Infinity);
    assert.equal(commonLength([], 0), Infinity);
  });

  it("makes all fit, with less than one byte each left over", () => {
    const lengths = fc.array(fc.nat(5000), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(lengths, fc.nat(20_000), (all, room) => {
        const length = commonLength(all, room);
        const used = all.reduce((sum, one) => sum + Math.min(one, length), 0);
        assert.ok(used <= room);
        if (length !== Infinity) assert.ok(used > room - all.length);
      }),
    );
  });
});
