import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { tokensOf } from "../tokens.ts";
import { parseLexicon } from "./parse-lexicon.ts";
import { termsIn } from "./terms.ts";

const lexicon = parseLexicon([
  "# f\nhub: pull request, github, pool | request\nweb: request*, java\nscript: javascript, out of memory\nwill: will",
]);

const found = (text: string) =>
  [...termsIn(tokensOf(text), lexicon)]
    .filter(([, senses]) => senses.length > 0)
    .map(([term, senses]) => `${term}: ${senses.map(({ concept }) => concept.name).join(" ")}`);

describe("terms in a text", () => {
  it("are found by stem and by beginning, once each", () => {
    assert.deepEqual(found("Pools, a pool and the requested one"), ["pool: hub", "request: hub web"]);
  });

  it("are the longest phrase that fits, stop words and all", () => {
    assert.deepEqual(found("my pull requests"), ["pull request: hub"]);
    assert.deepEqual(found("runs out of memory"), ["out of memory: script"]);
    assert.deepEqual(found("pull the request"), ["request: hub web"]);
  });

  it("are whole identifiers before their parts", () => {
    assert.deepEqual(found("JavaScript on GitHub"), ["javascript: script", "github: hub"]);
    assert.deepEqual(found("javaRequest"), ["java: web", "request: hub web"]);
  });

  it("are no stop words on their own", () => {
    assert.deepEqual(found("will it"), []);
  });
});
