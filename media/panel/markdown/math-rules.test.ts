import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { blockTokens, inlineHtml } from "./parser.ts";

const formulas = (text: string): string[] =>
  Array.from(
    inlineHtml(text, {}).matchAll(/<code class="math-(?:inline|display)">(.*?)<\/code>/gs),
    ([, tex]) => tex ?? "",
  );

const blocks = (text: string): string[] =>
  blockTokens(text, {}).flatMap(({ type, content }) => (type === "math_block" ? [content] : []));

describe("formulas in a line", () => {
  it("stand between single dollars or round brackets", () => {
    assert.deepEqual(formulas("Let $x$ be $n^2 + 1$, so \\(y_1 = 2\\)."), ["x", "n^2 + 1", "y_1 = 2"]);
    assert.deepEqual(formulas("**$O(n \\log n)$** and ($2x$) and $5 \\times 3$."), [
      "O(n \\log n)",
      "2x",
      "5 \\times 3",
    ]);
    assert.deepEqual(formulas("in line \\[a = b\\] and $$c$$ too"), ["a = b", "c"]);
    assert.deepEqual(formulas("$a \\$ b$"), ["a \\$ b"]);
  });

  it("are no prices, variables or patterns", () => {
    for (const text of [
      "It costs $5 and $6.",
      "from $5-$6, or $10/month",
      "$5, and 6$ more",
      "$20 for 3$",
      "echo $HOME and $PATH",
      '$HOME/$USER and "$A" "$B"',
      "$(pwd)$(date) ${A}${B}",
      "a$b$c",
      "\\$x\\$ and `$x$`",
      "$ x $",
      "$$",
      "$",
    ])
      assert.deepEqual(formulas(text), [], text);
  });
});

describe("formulas of their own", () => {
  it("begin with a line and end with one", () => {
    assert.deepEqual(blocks("$$\nx = 1\n- y\n$$"), ["x = 1\n- y"]);
    assert.deepEqual(blocks("\\[ a \\]\n\n$$b$$."), ["a", "b"]);
    assert.deepEqual(blocks("So\n\\[\n= x\n---\n\\]\nholds."), ["= x\n---"]);
    assert.deepEqual(blocks("1. One:\n   \\[\n   z\n   \\]\n2. Two"), ["z"]);
  });

  it("swallow nothing when they are not closed or something follows", () => {
    for (const text of ["$$\nx\n\ny\n$$ z", "\\[\n\n\\]", "$$x$$ is long", "    $$\n    x\n    $$", "$$\n$$"])
      assert.deepEqual(blocks(text), [], text);
  });
});
