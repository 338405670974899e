import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { pickled, type PickleProtocol } from "../../test/support/livecodebench/packed-tests.ts";
import { pickledText } from "./pickled-text.ts";

const protocols: readonly PickleProtocol[] = [0, 1, 2, 3, 4, 5];

/** Pickles written by Python 3: a text with Latin characters, a line end, a backslash and characters beyond Latin. */
const byPython: readonly string[] = [
  String.raw`Vé\u000a\u005cü\u20ac\U0001f600` + "\np0\n.",
  "X\r\0\0\0\u00c3\u00a9\n\\\u00c3\u00bc\u00e2\u0082\u00ac\u00f0\u009f\u0098\u0080q\0.",
  "\u0080\u0002X\r\0\0\0\u00c3\u00a9\n\\\u00c3\u00bc\u00e2\u0082\u00ac\u00f0\u009f\u0098\u0080q\0.",
  "\u0080\u0004\u0095\u0011\0\0\0\0\0\0\0\u008c\r\u00c3\u00a9\n\\\u00c3\u00bc\u00e2\u0082\u00ac\u00f0\u009f\u0098\u0080\u0094.",
];

describe("a pickled text", () => {
  it("is read as Python wrote it", () => {
    for (const pickle of byPython) assert.equal(pickledText(Buffer.from(pickle, "latin1")), "é\n\\ü€😀");
  });

  it("is read in every protocol, short or long", () => {
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("", "x".repeat(255), "é".repeat(200), "x".repeat(70_000)),
    );
    fc.assert(
      fc.property(texts, fc.constantFrom(...protocols), (text, protocol) => {
        assert.equal(pickledText(pickled(text, protocol)), text);
      }),
    );
  });

  it("is refused where the pickle could do anything but hold a text, and nothing of it runs", () => {
    const call = "cos\nsystem\n(S'echo ran'\ntR.";
    for (const [pickle, reason] of [
      [call, /no pickle of one text: it has 0x63 at byte 0/],
      [`\u0080\u0002${call}`, /has 0x63 at byte 2/],
      [`Vharmless\np0\n0${call}`, /has 0x30/],
      ["Vone\nVtwo\n.", /has 0x56/],
      ["Vone\n.more", /has 0x6d/],
      ["]\u0094.", /has 0x5d/],
      ["\u0080\u0009X\0\0\0\0.", /protocol 9, newer than 5/],
      ["Vno end", /ends early/],
      ["", /ends early/],
      ["X\u00ff\u00ff\u00ff\u00ffabc", /ends early/],
      [`\u008d${"\u00ff".repeat(8)}abc`, /ends early/],
      ["\u008c\u0002\u00ff\u00ff.", /encoded data/],
    ] as const)
      assert.throws(() => pickledText(Buffer.from(pickle, "latin1")), reason, pickle);
  });

  it("is never more than an error where the bytes are anything", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          assert.equal(typeof pickledText(Buffer.from(bytes)), "string");
        } catch (error) {
          assert.ok(error instanceof Error && error.message.length < 200);
        }
      }),
    );
  });
});
