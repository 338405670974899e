import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { codeShapes } from "./code-shapes.ts";

const conceptsIn = (text: string) =>
  codeShapes.filter(({ pattern }) => pattern.test(text)).map(({ concept }) => concept);

describe("shapes of code", () => {
  const examples: Readonly<Record<string, string>> = {
    "go func() { done <- true }": "threads",
    "const rows = await load();": "async tasks",
    "def test_empty(): assert parse('') == []": "unit tests",
    "sender = Mock()": "test doubles",
    "    at load (app.js:3:7)": "exceptions",
    "logger.info('started')": "logs",
    "it takes 12 ms": "performance",
    "<<<<<<< HEAD": "git history",
    "SELECT name FROM people": "queries",
    "id INT PRIMARY KEY": "schemas and indexes",
    '{"name": 1}': "text formats",
    "89 50 4E 47": "binary formats",
    "2024-02-29T10:00": "timestamps",
    "at 23:59": "durations and schedules",
    "Europe/Rome": "time zones",
    "^[a-z]+\\d$": "regular expressions",
    "O(n log n)": "complexity",
    "type Id = string": "type systems",
    "Map<K, V[]>": "generics and variance",
    "string | undefined": "data types",
    "Accept-Language: de": "requests and responses",
  };

  it("have an example each", () => {
    assert.deepEqual(new Set(Object.values(examples)), new Set(codeShapes.map(({ concept }) => concept)));
  });

  for (const [code, concept] of Object.entries(examples)) {
    it(`see ${concept} in ${JSON.stringify(code)}`, () => {
      assert.ok(conceptsIn(code).includes(concept), conceptsIn(code).join(", "));
    });
  }

  it("see nothing in plain prose", () => {
    assert.deepEqual(conceptsIn("Please write a short story about a dog and its 3 friends, in 200 words."), []);
  });

  // Quadratic time would take minutes here; the limit leaves room for slow machines.
  for (const repeated of ["a", "a ", "9", "1.", '"a', "type A", "a|", "a\n", "- a", "x<A", "A-", " at a.", "mock"]) {
    it(`are looked for in a megabyte of ${JSON.stringify(repeated)} within seconds`, { timeout: 20_000 }, () => {
      assert.ok(conceptsIn(repeated.repeat(2 ** 20 / repeated.length)).length <= codeShapes.length);
    });
  }
});
