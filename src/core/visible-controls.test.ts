import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { visibleControls } from "./visible-controls.ts";

describe("text of others for people", () => {
  it("shows what would steer a terminal as marks", () => {
    assert.equal(visibleControls("a\u001b]52;c;cm0gLXJm\u0007b"), "a<U+001B>]52;c;cm0gLXJm<U+0007>b");
    assert.equal(visibleControls("\u009b2J\u007f\b"), "<U+009B>2J<U+007F><U+0008>");
    assert.equal(visibleControls("harmless\rForged"), "harmless<U+000D>Forged");
  });

  it("shows what would turn the writing direction as marks", () => {
    assert.equal(visibleControls("a\u202egpj.exe\u2066b\u2069"), "a<U+202E>gpj.exe<U+2066>b<U+2069>");
  });

  it("keeps lines, tabs, joined letters and pictures as they are", () => {
    const text = "one\n\ttwo  نمی\u200cخواهم 👩\u200d💻 é 🇩🇪";
    assert.equal(visibleControls(text), text);
    assert.equal(visibleControls("one\r\ntwo\r\n"), "one\ntwo\n");
  });

  it("is free of such characters, whatever comes, and stays as it is when it comes again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const shown = visibleControls(text);
        assert.doesNotMatch(shown, /(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        assert.equal(visibleControls(shown), shown);
      }),
    );
  });
});
