import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Coloured, cutColours } from "./cut-colours.ts";

const code = 'const a = "x";';
const colours: Coloured[] = [
  { from: 0, to: 5, kind: "keyword" },
  { from: 10, to: 13, kind: "string" },
];

describe("colours of a part of some code", () => {
  it("cover the whole part", () => {
    assert.deepEqual(cutColours(code, colours, 0), [
      ["const", "keyword"],
      [" a = ", null],
      ['"x"', "string"],
      [";", null],
    ]);
  });

  it("are cut where the part is", () => {
    assert.deepEqual(cutColours(code.slice(2, 11), colours, 2), [
      ["nst", "keyword"],
      [" a = ", null],
      ['"', "string"],
    ]);
    assert.deepEqual(cutColours(code.slice(6, 9), colours, 6), [["a =", null]]);
    assert.deepEqual(cutColours("", colours, 4), []);
  });
});
