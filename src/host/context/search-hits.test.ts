import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hitsIn } from "./search-hits.ts";

const code = Array.from({ length: 40 }, (_, line) => `line ${line + 1}`).join("\n");

describe("what a search finds in a text", () => {
  it("is shown with its line numbers and two lines around, lines of neighbours once", () => {
    assert.deepEqual(hitsIn(code, "line 20"), {
      count: 1,
      text: "18 | line 18\n19 | line 19\n20 | line 20\n21 | line 21\n22 | line 22",
    });
    assert.equal(
      hitsIn("a x\nb\nc x\nd\ne\nf\ng\nh\ni x", "x")?.text,
      "1 | a x\n2 | b\n3 | c x\n4 | d\n5 | e\n…\n7 | g\n8 | h\n9 | i x",
    );
  });

  it("heeds capital letters only where some are wanted", () => {
    assert.equal(hitsIn("Total total", "total")?.count, 1);
    assert.equal(hitsIn("TOTAL", "total")?.count, 1);
    assert.equal(hitsIn("total", "Total"), null);
    assert.equal(hitsIn(code, "nothing"), null);
  });

  it("is counted whole and shown in part, long lines cut", () => {
    const many = hitsIn("x\n\n\n\n\n\n".repeat(100), "x");
    assert.equal(many?.count, 100);
    assert.equal(many.text.match(/\| x$/gm)?.length, 20);
    assert.ok(many.text.endsWith("\n…"));
    assert.ok((hitsIn("x".repeat(10_000), "x")?.text.length ?? 0) < 320);
  });
});
