import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type BodyReader, EventStream, WholeBody } from "./event-stream.ts";

const LIMIT = 8_000_000;

function read(reader: BodyReader, bytes: Uint8Array, sizes: readonly number[] = []): string[] {
  const texts: string[] = [];
  let at = 0;
  for (const size of [...sizes, bytes.length]) {
    texts.push(...reader.push(bytes.subarray(at, at + size)));
    at += size;
  }
  return [...texts, ...reader.end()];
}

const events = (text: string) => read(new EventStream(LIMIT), Buffer.from(text));

describe("an event stream", () => {
  it("holds data and nothing else, with any line breaks and a byte order mark", () => {
    assert.deepEqual(events("\ufeffdata: a\n\n: still here\n\ndata:b\r\n\r\nid: 1\nevent: x\ndata: c\n\n"), [
      "a",
      "b",
      "c",
    ]);
  });

  it("joins the lines of one event, and ends the last one when the body ends", () => {
    assert.deepEqual(events("data: {\ndata: }\n\ndata: [DONE]"), ["{\n}", "[DONE]"]);
    assert.deepEqual(events(""), []);
  });

  it("brings the errors that llama.cpp sends in a field of their own", () => {
    assert.deepEqual(events('error: {"message":"broken"}\n\n'), ['{"error":{"message":"broken"}}']);
  });

  it("is the same wherever its bytes are cut, inside a character or a line break too", () => {
    const data = fc.string({ unit: fc.constantFrom("a", "é", "😀", " ", ":", "{", "}"), maxLength: 12 });
    const line = fc.oneof(
      data.map((text) => `data: ${text}`),
      fc.constant(": alive"),
      fc.constant(""),
      data,
    );
    const ending = fc.constantFrom("\n", "\r\n");
    const stream = fc.array(fc.tuple(line, ending), { maxLength: 12 }).map((lines) => lines.flat().join(""));
    fc.assert(
      fc.property(stream, fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 200 }), (text, sizes) => {
        const bytes = Buffer.from(text);
        const whole = read(new EventStream(LIMIT), bytes);
        assert.deepEqual(read(new EventStream(LIMIT), bytes, sizes), whole);
        assert.deepEqual(read(new EventStream(LIMIT), bytes, Array<number>(bytes.length).fill(1)), whole);
      }),
    );
  });

  it("reads a huge event that comes in many pieces", () => {
    const event = "x".repeat(4_000_000);
    const bytes = Buffer.from(`data: ${event}\n\n`);
    assert.deepEqual(read(new EventStream(LIMIT), bytes, Array<number>(4000).fill(1000)), [event]);
  });
});

describe("a whole body", () => {
  it("is one text, wherever its bytes are cut", () => {
    const bytes = Buffer.from("\ufeff{😀}");
    assert.deepEqual(read(new WholeBody(LIMIT), bytes, Array<number>(bytes.length).fill(1)), ["{😀}"]);
  });
});
