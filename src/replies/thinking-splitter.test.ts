import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { ThinkingSplitter } from "./thinking-splitter.ts";

/** Feeds a reply in pieces and returns the streamed text and the final text. */
function split(pieces: readonly string[]) {
  const splitter = new ThinkingSplitter();
  const streamed = { text: "", thinking: "" };
  for (const piece of pieces) {
    const { text, thinking } = splitter.push(piece);
    streamed.text += text;
    streamed.thinking += thinking;
  }
  streamed.text += splitter.flush().text;
  const { text, thinking, textStart } = splitter.finish();
  return { streamed, whole: { text, thinking }, textStart };
}

function cut(text: string, size: number): string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
    text.slice(index * size, (index + 1) * size),
  );
}

describe("inline thinking", () => {
  const replies: [string, { text: string; thinking: string }][] = [
    ["<think>why</think>Because.", { text: "Because.", thinking: "why" }],
    ["\n<thought>why</thought>\n\nBecause.", { text: "Because.", thinking: "why" }],
    ["No tags at all, a < b.", { text: "No tags at all, a < b.", thinking: "" }],
    ["Use <think> in your prompt.", { text: "Use <think> in your prompt.", thinking: "" }],
    ["<think>cut </thin off", { text: "", thinking: "cut </thin off" }],
    ["<thing>is HTML", { text: "<thing>is HTML", thinking: "" }],
    ["<thinking>a</thinking>\n<think>b</think>\n\nBecause.", { text: "Because.", thinking: "ab" }],
    ["Reasoned for 12 seconds\n\nBecause.", { text: "Because.", thinking: "Reasoned for 12 seconds" }],
    ["*Thought for a few seconds.*\r\nBecause.", { text: "Because.", thinking: "*Thought for a few seconds.*" }],
    ["<think>why</think>Thought for 1m 5s\nBecause.", { text: "Because.", thinking: "whyThought for 1m 5s" }],
    ["Reasoned about sorting for 3 s", { text: "", thinking: "Reasoned about sorting for 3 s" }],
    ["Thought for food: 5 recipes.\nOne", { text: "Thought for food: 5 recipes.\nOne", thinking: "" }],
    ["Thought for 5 seconds, then ran.\nEnd", { text: "Thought for 5 seconds, then ran.\nEnd", thinking: "" }],
    ["**Reason", { text: "**Reason", thinking: "" }],
    ["<think>", { text: "", thinking: "" }],
    [" \n ", { text: "", thinking: "" }],
  ];
  for (const [reply, expected] of replies) {
    it(`is the same however ${JSON.stringify(reply)} is cut`, () => {
      for (let size = 1; size <= reply.length; size++) {
        const { whole, streamed } = split(cut(reply, size));
        assert.deepEqual(whole, expected, `pieces of ${size}`);
        assert.equal(streamed.text, expected.text);
      }
    });
  }

  it("is recognised at the end when its beginning stood in the prompt", () => {
    const { whole, textStart } = split(["why\n</think>\n", "Because."]);
    assert.deepEqual(whole, { text: "Because.", thinking: "why" });
    assert.equal(textStart, "why\n</think>\n".length);
  });

  it("never loses or doubles a character of a reply without tags", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom("a", " ", "<", "é", "😀", "\n") })), (pieces) => {
        const reply = pieces.join("");
        const { streamed, whole } = split(pieces);
        assert.equal(whole.text, reply.trimStart());
        assert.equal(streamed.text, whole.text);
      }),
    );
  });

  it("is the same however a reply is cut, and the pieces of text add up to the text", () => {
    const part = fc.constantFrom(
      "<think>",
      "</think>",
      "<thought>",
      "</thought>",
      "Thought for 3 seconds",
      "Reasoned",
      "\n",
      " ",
      "<",
      "a",
      "😀",
    );
    const reply = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(reply, fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 40 }), (raw, sizes) => {
        const pieces: string[] = [];
        let at = 0;
        for (const size of [...sizes, raw.length]) {
          pieces.push(raw.slice(at, at + size));
          at += size;
        }
        const [inPieces, atOnce] = [split(pieces), split([raw])];
        assert.deepEqual(inPieces.whole, atOnce.whole);
        assert.equal(inPieces.textStart, atOnce.textStart);
        assert.ok(raw.slice(atOnce.textStart).startsWith(atOnce.whole.text));
        assert.equal(inPieces.streamed.text, atOnce.streamed.text);
        // Thinking whose beginning was in the prompt is known only at the end.
        if (!raw.includes("</")) assert.equal(inPieces.streamed.text, atOnce.whole.text);
      }),
    );
  });
});
