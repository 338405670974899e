import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { differingWords, type Passage } from "./differing-words.ts";

function marked(text: string, passages: readonly Passage[]): string[] {
  return passages.map(({ start, end }) => text.slice(start, end));
}

describe("the words in which two texts differ", () => {
  it("are found on both sides, neighbours as one passage", () => {
    const left = "Use a timer that every call resets.";
    const right = "Use one shared timer, which every call resets.";
    const found = differingWords(left, right);
    assert.deepEqual(marked(left, found?.left ?? []), ["a", "that"]);
    assert.deepEqual(marked(right, found?.right ?? []), ["one shared", "which"]);
  });

  it("are none where only white space and punctuation differ", () => {
    assert.deepEqual(
      differingWords("One, two.\n\nThree", "One two   three".replace("t", "t").replace("three", "Three")),
      {
        left: [],
        right: [],
      },
    );
    assert.deepEqual(differingWords("", ""), { left: [], right: [] });
  });

  it("are all of a text that the other has nothing of", () => {
    assert.deepEqual(differingWords("", "two words"), { left: [], right: [{ start: 0, end: 9 }] });
  });

  it("are not marked where hardly anything is common", () => {
    const many = (word: string): string => Array.from({ length: 1500 }, (_, index) => `${word}${index}`).join(" ");
    assert.equal(differingWords(many("a"), many("b")), null);
  });

  it("leave texts that agree when they are taken away", () => {
    const text = fc
      .array(fc.constantFrom("a", "b", "c", "größe", "数据", "don't"), { maxLength: 30 })
      .map((all) => all.join(" "));
    const rest = (from: string, passages: readonly Passage[]): string[] => {
      const kept = passages.toReversed().reduce((now, { start, end }) => now.slice(0, start) + now.slice(end), from);
      return kept.split(/\s+/u).filter((word) => word !== "");
    };
    fc.assert(
      fc.property(text, text, (left, right) => {
        const found = differingWords(left, right) ?? assert.fail();
        assert.deepEqual(rest(left, found.left), rest(right, found.right));
      }),
    );
  });
});
