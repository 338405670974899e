import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { jsonLines, numberedLines } from "./lines.ts";
import { chunked, collected } from "../../test/support/bank-import/rows.ts";

const linesOf = (content: string | Uint8Array, limit?: number) => collected(numberedLines(chunked(content), limit));
const texts = async (content: string | Uint8Array) =>
  (await linesOf(content)).map((line) => ("text" in line ? line.text : undefined));

describe("numbered lines", () => {
  it("count from 1 and end with LF or CRLF", async () => {
    assert.deepEqual(await linesOf("a\nb\r\n\nc"), [
      { at: 1, text: "a" },
      { at: 2, text: "b" },
      { at: 3, text: "" },
      { at: 4, text: "c" },
    ]);
    assert.deepEqual(await texts("a\rb\r\r\n"), ["a\rb\r"]);
  });

  it("are none in an empty file, and a last line end begins no line", async () => {
    assert.deepEqual(await texts(""), []);
    assert.deepEqual(await texts("a\n"), ["a"]);
    assert.deepEqual(await texts("\n"), [""]);
  });

  it("leave out a byte order mark at the start of the file only", async () => {
    assert.deepEqual(await texts("\uFEFFa\n\uFEFFb"), ["a", "\uFEFFb"]);
    assert.deepEqual(await texts("\uFEFF"), [""]);
  });

  it("replace what is not UTF-8", async () => {
    assert.deepEqual(await texts(Buffer.from([0x61, 0xff, 0x0a, 0xc3])), ["a\uFFFD", "\uFFFD"]);
  });

  it("that are too long are said and left out, and the next one is read", async () => {
    const content = `abcd\nabcde\nab\n${"x".repeat(100_000)}`;
    assert.deepEqual(await linesOf(content, 4), [
      { at: 1, text: "abcd" },
      { at: 2, tooLong: true },
      { at: 3, text: "ab" },
      { at: 4, tooLong: true },
    ]);
  });

  it("are the same however the bytes arrive", async () => {
    const piece = fc.constantFrom("a", "é", "𝄞", "\n", "\r\n", "\r", "\uFEFF", "xyz");
    const lengths = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(piece), lengths, async (parts, chunks) => {
        const content = parts.join("");
        assert.deepEqual(await collected(numberedLines(chunked(content, chunks), 5)), await linesOf(content, 5));
      }),
    );
  });
});

describe("lines of JSON", () => {
  it("are parsed one by one; empty ones are skipped, and what is not JSON is said", async () => {
    const values = await collected(jsonLines(chunked('{"a":1}\n\n  \nnope\n[2]\n'), 100));
    assert.deepEqual(values[0], { kind: "value", at: 1, value: { a: 1 } });
    assert.match(JSON.stringify(values[1]), /"kind":"bad","at":4,"reason":"the line is not JSON: /);
    assert.deepEqual(values[2], { kind: "value", at: 5, value: [2] });
    assert.equal(values.length, 3);
  });

  it("that are too long are bad", async () => {
    const reason = "the line is longer than 3 bytes";
    assert.deepEqual(await collected(jsonLines(chunked("[10]\n7"), 3)), [
      { kind: "bad", at: 1, reason },
      { kind: "value", at: 2, value: 7 },
    ]);
  });
});
