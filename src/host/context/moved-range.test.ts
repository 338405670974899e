import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { movedRange, type TextChange } from "./moved-range.ts";

/** Returns a marked text after a change. `[` and `]` mark the part; the change applies to the text without them. */
function after(marked: string, rangeOffset: number, rangeLength: number, text: string): string {
  const plain = marked.replace(/[[\]]/g, "");
  const range = { start: marked.indexOf("["), end: marked.indexOf("]") - 1 };
  const { start, end } = movedRange(range, [{ rangeOffset, rangeLength, text }]);
  const changed = plain.slice(0, rangeOffset) + text + plain.slice(rangeOffset + rangeLength);
  return `${changed.slice(0, start)}[${changed.slice(start, end)}]${changed.slice(end)}`;
}

describe("a part of a text that changes", () => {
  it("moves with what changes before it and stays for what changes behind it", () => {
    assert.equal(after("ab[cd]ef", 0, 1, "xyz"), "xyzb[cd]ef");
    assert.equal(after("ab[cd]ef", 4, 2, ""), "ab[cd]");
    assert.equal(after("ab[cd]ef", 2, 0, "x"), "abx[cd]ef");
    assert.equal(after("ab[cd]ef", 4, 0, "x"), "ab[cd]xef");
  });

  it("takes up what changes inside it", () => {
    assert.equal(after("ab[cd]ef", 3, 0, "x"), "ab[cxd]ef");
    assert.equal(after("ab[cd]ef", 2, 2, "xyz"), "ab[xyz]ef");
  });

  it("loses what is replaced over its edge", () => {
    assert.equal(after("ab[cd]ef", 1, 2, "x"), "ax[d]ef");
    assert.equal(after("ab[cd]ef", 3, 2, "x"), "ab[c]xf");
    assert.equal(after("ab[cd]ef", 0, 6, "x"), "x[]");
  });

  it("keeps its own text whatever happens elsewhere", () => {
    const change = fc.record({ rangeOffset: fc.nat(9), rangeLength: fc.nat(3), text: fc.string({ maxLength: 3 }) });
    fc.assert(
      fc.property(change, fc.boolean(), ({ rangeOffset, rangeLength, text }, before) => {
        const [head, tail] = ["abcdefghijkl", "mnopqrstuvwx"];
        const at = before ? rangeOffset : rangeOffset + head.length + 4;
        const plain = `${head}KEEP${tail}`;
        const one: TextChange = { rangeOffset: at, rangeLength, text };
        const { start, end } = movedRange({ start: head.length, end: head.length + 4 }, [one]);
        const changed = plain.slice(0, at) + text + plain.slice(at + rangeLength);
        assert.equal(changed.slice(start, end), "KEEP");
      }),
    );
  });

  it("follows several changes of one edit", () => {
    const changes = [
      { rangeOffset: 0, rangeLength: 0, text: "xx" },
      { rangeOffset: 3, rangeLength: 0, text: "y" },
    ];
    assert.deepEqual(movedRange({ start: 2, end: 4 }, changes), { start: 4, end: 7 });
  });
});
