import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fenceInfo } from "./fence-info.ts";

describe("the line that opens a block of code", () => {
  const cases: [info: string, language: string | null, path: string | null][] = [
    ["", null, null],
    ["ts", "ts", null],
    [" c++ ", "c++", null],
    ["ts src/a.ts", "ts", "src/a.ts"],
    ["ts:src/a.ts", "ts", "src/a.ts"],
    ["ts:src/a.ts linenos", "ts", "src/a.ts"],
    ['ts title="my files/a.ts" {1,3}', "ts", "my files/a.ts"],
    ["python filename='a.py'", "python", "a.py"],
    ["js {path=lib/a.js}", "js", "lib/a.js"],
    ["src/a.ts", null, "src/a.ts"],
    ["package.json", null, "package.json"],
    ["12:40:src/a.ts", null, "src/a.ts"],
    ["python {1,3}", "python", null],
    ["js showLineNumbers=true", "js", null],
    ["diff --git", "diff", null],
    ["../../etc/passwd", null, "../../etc/passwd"],
  ];
  for (const [info, language, path] of cases)
    it(`is understood: ${JSON.stringify(info)}`, () => {
      assert.deepEqual(fenceInfo(info), { language, path });
    });

  it("is not looked through to its end when that is far", () => {
    assert.deepEqual(fenceInfo(`ts ${" ".repeat(1_000)}src/a.ts`), { language: "ts", path: null });
  });
});
