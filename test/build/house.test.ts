import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { cycles, MOST_PARAMETERS, sourceFiles } from "../support/house/source-files.ts";

describe("the production code", () => {
  const files = sourceFiles();

  it(`has no function with more than ${MOST_PARAMETERS} parameters`, () => {
    const long = [...files].filter(([, { longSignatures }]) => longSignatures > 0);
    assert.deepEqual(long.map(([file]) => file), []); // prettier-ignore
  });

  it("has no file that must have run before itself", () => {
    const ways = cycles(files);
    assert.deepEqual(ways.map((way) => way.join(" needs ")), []); // prettier-ignore
  });
});

describe("the search for cycles", () => {
  const needs = (...names: string[]) => ({ needs: new Set(names) });

  it("finds each way around once, and none where files only share others", () => {
    const shared = { a: needs("b", "c"), b: needs("d"), c: needs("d"), d: needs() };
    assert.deepEqual(cycles(new Map(Object.entries(shared))), []);
    const around = { a: needs("b"), b: needs("c"), c: needs("b"), d: needs("d") };
    assert.deepEqual(cycles(new Map(Object.entries(around))), [["b", "c"], ["d"]]);
  });
});
