import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type TokenLogprob, TokenLogprobs } from "./logprob-alignment.ts";

const entry = (token: string, logprob: number | null, bytes: readonly number[] | null = null): TokenLogprob => ({
  token,
  bytes,
  logprob,
});
const of = (entries: readonly TokenLogprob[], raw: string, text: string) => {
  const tokens = new TokenLogprobs();
  for (const one of entries) tokens.add(one);
  return tokens.visible({ text, textStart: raw.length - text.length, rawLength: raw.length });
};

describe("the log-probabilities of the visible text", () => {
  it("leave out thinking, white space before the text and the mark at the end", () => {
    const entries = [
      entry("<think>", -1),
      entry("hm", -2),
      entry("</think>", -3),
      entry("\n\n", -4),
      entry("Yes", -5),
      entry(" sir", -6),
      entry("<|end|>", -7),
    ];
    assert.deepEqual(of(entries, "<think>hm</think>\n\nYes sir", "Yes sir"), [-5, -6]);
  });

  it("leave out thinking that the server told in a field of its own", () => {
    assert.deepEqual(of([entry("hm", -1), entry("</t>", -2), entry("Yes", -3)], "Yes", "Yes"), [-3]);
  });

  it("keep every token of a character that is made of several", () => {
    const [a, b, c, d] = Buffer.from("😀");
    const broken = [a, b, c, d].map((byte, index) => entry("\ufffd", -index - 1, [byte ?? 0]));
    assert.deepEqual(of([entry("x", -9), ...broken, entry("!", -5)], "x😀!", "x😀!"), [-9, -1, -2, -3, -4, -5]);
  });

  it("skip what is no value, whatever the server puts there", () => {
    const odd = [entry("a", null), entry("b", -9999), entry("c", Number.NEGATIVE_INFINITY), entry("d", -0.5)];
    assert.deepEqual(of(odd, "abcd", "abcd"), [-0.5]);
    assert.equal(of(odd.slice(0, 3), "abc", "abc"), null);
    assert.equal(of([], "abc", "abc"), null);
  });

  it("fall back on lengths where tokens do not spell the text", () => {
    const entries = [entry("<think>", -1), entry("\ufffd", -2), entry("</think>", -3), entry("Y\ufffds", -4)];
    assert.deepEqual(of(entries, "<think>é</think>Yes", "Yes"), [-4]);
  });

  it("are all there for every text without thinking, however it is cut into tokens", () => {
    const token = fc.string({ unit: fc.constantFrom("a", "é", "😀"), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(token, { minLength: 1 }), fc.boolean(), (tokens, told) => {
        const text = tokens.join("");
        const entries = tokens.map((one, index) => entry(one, -index, told ? [...Buffer.from(one)] : null));
        assert.equal(of(entries, text, text)?.length, tokens.length);
      }),
    );
  });
});
