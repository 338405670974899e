import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { repetitions } from "../../../test/support/deep.ts";
import { colourCode } from "./colour-code.ts";
import { cutColours } from "./cut-colours.ts";

const named = (code: string, language: string): string[] =>
  cutColours(code, colourCode(code, language) ?? [], 0).flatMap(([text, kind]) =>
    kind === null ? [] : [`${kind} ${text}`],
  );

describe("colouring code", () => {
  it("tells keywords, names, strings, numbers and comments apart", () => {
    const code = "export function twice(n: number) { return `${n} times 2`; } // done";
    const found = named(code, "ts");
    for (const expected of ["keyword export", "keyword function", "name twice", "type number", "comment // done"])
      assert.ok(found.includes(expected), `${expected} in ${found.join(", ")}`);
    assert.ok(!found.some((one) => one.startsWith("string") && one.includes("n}")), "code in a string is code");
    assert.deepEqual(named("-old\n+new", "diff"), ["deleted -old", "inserted +new"]);
  });

  it("knows languages by their other names, and leaves those alone that it does not know", () => {
    for (const name of ["ts", "tsx", "py", "sh", "shell", "c++", "c#", "html", "toml", "yml", "rs"])
      assert.notEqual(colourCode("x", name), null, name);
    assert.equal(colourCode("x", "constructor"), null);
    assert.equal(colourCode("x", "text"), null);
  });

  it("keeps its place in any code", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 60 }),
        fc.constantFrom("ts", "python", "html", "bash", "markdown"),
        (code, language) => {
          const colours = colourCode(code, language) ?? [];
          assert.ok(
            colours.every(
              ({ from, to }, index) => from < to && from >= (colours[index - 1]?.to ?? 0) && to <= code.length,
            ),
          );
          assert.equal(
            cutColours(code, colours, 0)
              .map(([text]) => text)
              .join(""),
            code,
          );
        },
      ),
      { numRuns: repetitions(25, 1000) },
    );
  });
});
