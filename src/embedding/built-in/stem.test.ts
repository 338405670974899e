import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { stem } from "./stem.ts";

describe("stems", () => {
  const families = [
    "parse parses parsed parsing parser parsers",
    "sort sorts sorted sorting sorter",
    "iterate iteration iterator iterating iterative",
    "recursion recursive recursively",
    "map mapped mapping mapper",
    "class classes",
    "cache cached caches caching",
    "copy copies copied copying",
    "handle handled handler handling",
  ];
  for (const family of families) {
    it(`are shared by ${family.replaceAll(" ", ", ")}`, () => {
      assert.equal(new Set(family.split(" ").map(stem)).size, 1);
    });
  }

  it("leave short words and words without those endings alone", () => {
    for (const word of ["add", "bus", "status", "string", "need", "größe", "排序"]) assert.equal(stem(word), word);
  });

  it("never fall below three letters, nor grow", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{4,12}(?:s|es|ed|ing|ly|er)?$/), (word) => {
        const { length } = stem(word);
        assert.ok(length >= 3 && length <= word.length);
      }),
    );
  });
});
