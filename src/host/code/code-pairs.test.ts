import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { codePairs } from "./code-pairs.ts";

const block = (language: string, code: string): string => `Text\n\n\`\`\`${language}\n${code}\n\`\`\`\n`;

describe("the code of two replies", () => {
  it("is paired by language and place", () => {
    const left = block("ts", "1") + block("sh", "2") + block("ts", "3");
    const right = block("sh", "b") + block("ts", "a") + block("ts", "c");
    assert.deepEqual(codePairs(left, right), [
      { language: "ts", left: "1\n", right: "a\n" },
      { language: "sh", left: "2\n", right: "b\n" },
      { language: "ts", left: "3\n", right: "c\n" },
    ]);
  });

  it("stands alone where the other reply has nothing in its place", () => {
    assert.deepEqual(codePairs(block("py", "1"), block("", "2")), [
      { language: "py", left: "1\n", right: null },
      { language: "", left: null, right: "2\n" },
    ]);
  });

  it("is none in replies without blocks", () => {
    assert.deepEqual(codePairs("Words.", "`x`"), []);
  });
});
