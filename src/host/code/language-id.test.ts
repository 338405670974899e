import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { languageId } from "./language-id.ts";

const declared = [
  { id: "typescript", aliases: ["TypeScript", "ts"], extensions: [".ts", ".mts"] },
  { id: "cpp", aliases: ["C++", "Cpp"], extensions: [".cc"] },
  { id: "video", extensions: [".ts"] },
  { id: "python", extensions: [".py"] },
  { id: "bare" },
];

describe("the language that a model names", () => {
  it("is found by its id, then by its other names, then by a file's ending", () => {
    assert.equal(languageId("TypeScript", declared), "typescript");
    assert.equal(languageId("c++", declared), "cpp");
    assert.equal(languageId("py", declared), "python");
    assert.equal(languageId("ts", declared), "typescript");
    assert.equal(languageId("bare", declared), "bare");
  });

  it("is nothing where no extension declares it", () => {
    assert.equal(languageId("klingon", declared), null);
    assert.equal(languageId("", declared), null);
  });
});
