import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { filled, placesIn } from "./template.ts";

/** Returns a template that stands for exactly this text. */
const written = (text: string): string =>
  text.replace(/(?<!\{)(\{+)([A-Za-z]\w{0,39})(\}+)/gu, (_, open: string, name: string, close: string) => {
    const pairs = Math.min(open.length, close.length);
    return `${"{".repeat(open.length + pairs)}${name}${"}".repeat(close.length + pairs)}`;
  });

/** Texts that look like templates, replacement patterns and Markdown. */
const hostile = fc
  .array(
    fc.constantFrom(
      ..."{ } {{ }} {question} {options} {{question}} {a1} $& $1 $$ $` $' \\ % \n \n\n x {9} {} \0".split(" "),
    ),
    { maxLength: 14 },
  )
  .map((pieces) => pieces.join(""));

describe("a template", () => {
  it("has its values in its places", () => {
    const template = "Question: {question}\n\nOptions:\n{options}";
    assert.deepEqual(placesIn(template), ["question", "options"]);
    assert.equal(filled(template, { question: "Why?", options: "A. so" }), "Question: Why?\n\nOptions:\nA. so");
  });

  it("keeps braces that are no place, and doubled ones as single ones", () => {
    const latex = String.raw`Put it into \boxed{}, \frac{1}{2}, {{question}}, {{{question}}}, { question }, {"a": 1}.`;
    assert.deepEqual(placesIn(latex), ["question"]);
    assert.equal(
      filled(latex, { question: "Q" }),
      String.raw`Put it into \boxed{}, \frac{1}{2}, {question}, {Q}, { question }, {"a": 1}.`,
    );
    assert.equal(filled("{{a} {a}} {{{{a}}}} {{{a}", { a: "1" }), "{1 1} {{a}} {{1");
  });

  it("never reads a value as a template or as a replacement", () => {
    const value = "{options} $& $1 $$ {{question}} \\1";
    assert.equal(filled("{question}|{options}", { question: value, options: "{question}" }), `${value}|{question}`);
    fc.assert(
      fc.property(hostile, hostile, (one, other) => {
        assert.equal(filled("<{question}>{options}", { question: one, options: other }), `<${one}>${other}`);
      }),
      { numRuns: 500 },
    );
  });

  it("can be written for any text, and for any text around a place", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        assert.deepEqual(placesIn(written(text)), []);
        assert.equal(filled(written(text), { question: "no", options: "no" }), text);
        const around = `${written(text)}\n{question}\n${written(text)}`;
        assert.deepEqual(placesIn(around), ["question"]);
        assert.equal(filled(around, { question: "$&" }), `${text}\n$&\n${text}`);
      }),
      { numRuns: 1000 },
    );
  });

  it("leaves out a paragraph whose places have nothing to say, and keeps empty values", () => {
    const template = "First.\n\n{context}\n\n{task}{context}\n\nLast {topic}.";
    assert.equal(filled(template, { context: null, task: null, topic: null }), "First.\n\nLast .");
    assert.equal(filled(template, { context: "", task: null, topic: "" }), "First.\n\n\n\n\n\nLast .");
    assert.equal(filled("{context}", { context: null }), "");
    assert.equal(filled("{context}\n\nEnd.", { context: null }), "End.");
    assert.equal(filled("a\n\n\n\nb", {}), "a\n\n\n\nb");
  });

  it("leaves a place without a value as it is written, whatever it is called", () => {
    assert.equal(filled("{toString} {constructor} {question}", { question: "Q" }), "{toString} {constructor} Q");
  });
});
