import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { repetitions } from "../../../test/support/deep.ts";
import { bounds } from "./bounds.ts";
import { markdown as library } from "./parser.ts";
import { MarkdownReader, type Reading } from "./reader.ts";

/** Lines whose meaning depends on their neighbours, and all beginnings of blocks. */
const lines = [
  "", "", "", " ", "\u00a0", "word", "more words", "- item", "  - inner", "    deep", "* other", "1. one", "2) two", "-", "1", "+",
  "> quote", ">", "> - both", ">> two", "# Heading", "===", "---", "| a | b |", "|---|---|", "| 1 | `x` |", "```ts", "```", "~~~", "`open",
  "    code", "\tcode", "[a]: https://a.example", "[a]: https://second.example 'title", "ends'", "see [a] and [b][a]", "[b]: https://b.example",
  "$$", "x = 1", "\\[", "\\]", "$$ y $$", "\\[ z \\]", "**bold", "closed**", "a\rb", "<b>", "\\", "&amp;", "![p](https://p.example)",
]; // prettier-ignore

const markdown = fc
  .array(fc.tuple(fc.constantFrom(...lines), fc.constantFrom("\n", "\n", "\n", "\n\n", "\r\n", "\r", " ")), {
    maxLength: 24,
  })
  .map((parts) => parts.map(([line, end]) => line + end).join(""));

const cuts = fc.array(fc.nat({ max: 400 }), { maxLength: 12 });

function inPieces(text: string, at: readonly number[]): Reading {
  const reader = new MarkdownReader();
  for (const end of at.toSorted((a, b) => a - b)) reader.read(text.slice(0, end), false);
  return reader.read(text, true);
}

function htmlOf({ blocks }: Reading): string {
  return blocks
    .map(({ tokens, references }) => {
      const parsed = (tokens ?? []).flatMap((token) =>
        token.type === "inline" ? library.parseInline(token.content, { references }) : [token],
      );
      return library.renderer.render(parsed, library.options);
    })
    .join("");
}

describe("reading Markdown as it comes", () => {
  it("ends in the library's own HTML of the whole text, however the text is cut", () => {
    fc.assert(
      fc.property(markdown, cuts, (text, at) => {
        assert.equal(htmlOf(inPieces(text, at)), library.render(text));
      }),
      { numRuns: repetitions(100, 10_000) },
    );
  });

  it("ends in the same blocks, whether it comes letter by letter or at once", () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const everywhere = Array.from(text, (_, index) => index);
        const sources = (reading: Reading): string[] => reading.blocks.map(({ source }) => source);
        assert.deepEqual(sources(inPieces(text, everywhere)), sources(inPieces(text, [])));
      }),
      { numRuns: repetitions(40, 1000) },
    );
  });

  it("ends the same for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), cuts, (text, at) => {
        assert.equal(htmlOf(inPieces(text, at)), library.render(text));
      }),
    );
  });

  it("reads a finished block once", () => {
    const reader = new MarkdownReader();
    const text = "One.\n\n```ts\nconst a = 1;\n\nconst b = 2;\n```\n\n- a\n\n- b\n\nThe end\n";
    const [one, code, list] = reader.read(text, false).blocks;
    assert.equal(list?.source, "- a\n\n- b\n\n");
    for (const more of ["is", "is near.\n\n", "is near.\n\nIt is here."]) {
      const again = reader.read(text + more, false).blocks;
      assert.ok(again[0] === one && again[1] === code);
    }
  });

  it("begins anew with a text that is no continuation", () => {
    const reader = new MarkdownReader();
    reader.read("[a]: https://a.example\n\nOne.\n\nTwo.\n\nThree [a].", false);
    assert.equal(htmlOf(reader.read("Another [a].", true)), "<p>Another [a].</p>\n");
  });

  it("shows what is too much for the panel as plain text", () => {
    const plain = (text: string): number =>
      new MarkdownReader().read(text, true).blocks.findIndex(({ tokens }) => tokens === null);
    assert.equal(plain(`fine\n\n${"> ".repeat(bounds.nesting * 2)}deep`), 1);
    assert.equal(plain(`fine\n\n${"*a ".repeat(bounds.inline)}`), 1);
    assert.equal(plain(`fine\n\n|a|\n|-|\n${"|b|\n".repeat(bounds.tokens)}`), 1);
    assert.equal(plain(`${"> ".repeat(10)}fine`), -1);
  });

  it("leaves everything as it is that follows more blocks than can be formatted", () => {
    const text = "a\n\n".repeat(bounds.tokens);
    for (const complete of [false, true]) {
      const { blocks, rest } = new MarkdownReader().read(text, complete);
      assert.equal(blocks.length, bounds.tokens / 3);
      assert.equal(blocks.map(({ source }) => source).join("") + rest, text);
    }
  });

  it("leaves the end of an endless reply as it is, and loses nothing", () => {
    for (const text of [
      "`".repeat(1_000_000),
      "a line\n".repeat(200_000),
      "\u{1f600}".repeat(200_000),
      "x\n" + "y".repeat(300_000),
    ]) {
      const { blocks, rest } = new MarkdownReader().read(text, false);
      assert.equal(blocks.map(({ source }) => source).join("") + rest, text);
      assert.ok(rest !== "" && !/\p{Cs}/u.test(rest));
    }
  });
});
