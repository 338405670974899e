import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { indentationOf, indented } from "./indentation.ts";

const two = { insertSpaces: true, tabSize: 2 };
const four = { insertSpaces: true, tabSize: 4 };
const tabs = { insertSpaces: false, tabSize: 4 };

describe("code in the indentation of its place", () => {
  it("has the place's indentation on all lines but the first and the empty ones", () => {
    assert.equal(indented("a {\n  b\n\n}", "    ", two), "a {\n      b\n\n    }");
  });

  it("loses what all its lines share, which says nothing about their order", () => {
    assert.equal(indented("    a:\n      b\n   \n    c", "", two), "a:\n  b\n\nc");
    assert.equal(indented("\tif a\n\t\tb", "\t", tabs), "if a\n\t\tb");
  });

  it("takes the steps of the file", () => {
    assert.equal(indented("a\n  b\n    c", "", four), "a\n    b\n        c");
    assert.equal(indented("a\n    b\n        c", "\t", tabs), "a\n\t\tb\n\t\t\tc");
    assert.equal(indented("a\n\tb\n\t\tc", "", two), "a\n  b\n    c");
  });

  it("keeps alignment within a step", () => {
    assert.equal(
      indented("class A {\n  /**\n   * Words.\n   */\n}", "", four),
      "class A {\n    /**\n     * Words.\n     */\n}",
    );
    assert.equal(indented("call(one,\n     two)", "", four), "call(one,\n     two)");
  });

  it("has the file's line ends later: here they are all alike", () => {
    assert.equal(indented("a\r\n  b", "", two), "a\n  b");
    assert.equal(indented("", "  ", two), "");
  });

  it("knows white space from text", () => {
    assert.equal(indentationOf(" \t x "), " \t ");
    assert.equal(indentationOf("x"), "");
  });
});
