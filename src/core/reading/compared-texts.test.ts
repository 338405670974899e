import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { codeBlocks, comparedTexts } from "./compared-texts.ts";

const block = (code: string): string => `Try this:\n\n\`\`\`ts\n${code}\n\`\`\`\nDone.`;

describe("the compared texts", () => {
  it("are the code blocks of a coding question's responses", () => {
    const two = `${block("one();")}\n\n${block("two();")}`;
    assert.deepEqual(comparedTexts([block("a();"), two], true), ["a();\n", "one();\n\ntwo();\n"]);
  });

  it("are the whole responses for any other question", () => {
    const responses = [block("a();"), block("b();")];
    assert.deepEqual(comparedTexts(responses, false), responses);
  });

  it("are the whole responses as soon as one candidate has no code", () => {
    for (const without of ["Just `inline` words.", "```ts\n\n```", ""]) {
      const responses = [block("a();"), without];
      assert.deepEqual(comparedTexts(responses, true), responses);
    }
  });

  it("of no candidates are none", () => {
    assert.deepEqual(comparedTexts([], true), []);
  });
});

describe("code blocks", () => {
  it("keep the fences that a longer fence holds", () => {
    assert.deepEqual(codeBlocks("````md\n```ts\na();\n```\n````"), ["```ts\na();\n```\n"]);
    assert.deepEqual(codeBlocks("~~~\n```\n~~~"), ["```\n"]);
  });

  it("may be indented, alone or in a list", () => {
    assert.deepEqual(codeBlocks("Run:\n\n    npm test\n\nDone."), ["npm test\n"]);
    assert.deepEqual(codeBlocks("1. Run\n\n   ```sh\n   npm test\n   ```"), ["npm test\n"]);
  });

  it("may be left open at the end of a response", () => {
    assert.deepEqual(codeBlocks("```ts\na();"), ["a();"]);
  });

  it("are not what stands between backticks in a line", () => {
    assert.deepEqual(codeBlocks("Use `a()` or ```b()```."), []);
  });
});
