import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findUnseen, nameOf } from "./unseen.ts";

const names = (text: string): string[] => findUnseen(text).map(({ character }) => nameOf(character));

describe("characters that nobody sees", () => {
  it("are found in what could disguise something", () => {
    assert.deepEqual(names("if (admin\u202e\u2066) {"), ["U+202E", "U+2066"]);
    assert.deepEqual(names("pass\u200bword and pass\u200dword, \ufeff"), ["U+200B", "U+200D", "U+FEFF"]);
    assert.deepEqual(names("\u001b[31mred\u0000\u0085"), ["U+001B", "U+0000", "U+0085"]);
    assert.deepEqual(names("half \ud800 a pair"), ["U+D800"]);
    assert.deepEqual(names("hidden \u{e0041}\u{e0042}"), ["U+E0041", "U+E0042"]);
  });

  it("are left where a script, a picture or a line needs them", () => {
    for (const text of [
      "plain text,\twith a tab\r\nand lines",
      "می\u200cخواهم",
      "क्\u200dष",
      "👩\u200d💻 👩🏽\u200d🚀 ❤\ufe0f\u200d🔥",
      "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
      "שלום, Привет, 你好 🎉",
    ])
      assert.deepEqual(names(text), [], text);
  });
});
