import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bounds } from "./bounds.ts";
import { blockTokens, inlineHtml } from "./parser.ts";

const inline = (text: string): string => inlineHtml(text, {});

describe("Markdown of a model", () => {
  it("has no HTML of its own", () => {
    assert.doesNotMatch(inline("<script>x</script> <b onclick='x'>b</b> `<img>`"), /<(?:script|b|img)/);
  });

  it("shows what a picture describes and where it is instead of the picture", () => {
    assert.equal(inline('![a *b* <i>](https://x.example/p.png "t")'), "a b &lt;i&gt; (https://x.example/p.png)");
    assert.equal(inline(`![a](data:image/png;base64,${"A".repeat(1_000)})`).length, "a (…)".length + 200);
  });

  it("links addresses but not file names that look like some", () => {
    assert.match(inline("see https://x.example/y"), /<a href="https:\/\/x\.example\/y">/);
    assert.doesNotMatch(inline("run main.py, build.sh and mail me@x.example"), /<a/);
  });

  it("shows where a link would lead that must not be followed", () => {
    assert.equal(inline("[here](command:x.y) and [there](./a.md)"), "here (command:x.y) and there (./a.md)");
    assert.equal(inline("[no](javascript:x)"), "[no](javascript:x)");
    assert.equal(inline("[a](vscode://x) [b](https://b.example)"), 'a (vscode://x) <a href="https://b.example">b</a>');
  });

  it("shows a formula as code until it is typeset", () => {
    assert.equal(inline("so $a_1 < b_1$ holds"), 'so <code class="math-inline">a_1 &lt; b_1</code> holds');
    assert.equal(inline("`$x$`"), "<code>$x$</code>");
  });

  it("takes no longer than a blink for the worst that still is formatted", () => {
    // With quadratic work, these texts would take minutes.
    const worst = [
      "[",
      "![",
      "*a",
      "_",
      "[a](",
      "`a``",
      "<a:",
      "$a",
      "\\(",
      "&#",
      "~~",
      "[a][",
      "http://a",
      "$$",
      "\\",
    ];
    for (const part of worst) {
      const text = part.repeat(Math.floor(bounds.inline / part.length));
      assert.ok(inline(text).length > 0, part);
      assert.ok(blockTokens(`${part}\n`.repeat(bounds.reply / (part.length + 1)), {}).length > 0, part);
    }
  });
});
