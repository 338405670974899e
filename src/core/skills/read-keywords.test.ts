import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { agreedKeywords, readKeywords } from "./read-keywords.ts";
import { KEYWORDS_HEADING, skillPrompt } from "../messages/index.ts";

describe("the keywords in a reply", () => {
  const cases: readonly (readonly [what: string, reply: string, keywords: string[] | null])[] = [
    ["a JSON array", '["Graph Theory", "shortest paths"]', ["graph theory", "shortest paths"]],
    ["in a fence, with words around it", 'Here you are:\n```json\n["sql",\n "joins"]\n```\nDone.', ["sql", "joins"]],
    ["in an object", '{"keywords": ["sql"]}', ["sql"]],
    ["after another one", 'Not ["arrays"] but rather ["lists"].', ["lists"]],
    ["before a mark in brackets", '["sql", "joins"] as in [1] or [the manual]', ["sql", "joins"]],
    ["in single quotes, with a comma too many", "['window functions', 'sql',]", ["window functions", "sql"]],
    ["without quotes", "[sql, joins]", ["sql", "joins"]],
    ["with what is no text among them", '["sql", 3, null, "", "sql"]', ["sql"]],
    ["after much thought", `${"Is it [a, b] or not? ".repeat(100)}["sql"]`, ["sql"]],
    ["in code that answers instead", `const [a, b] = ["x", "y"];\n${"return a + b;\n".repeat(20)}`, null],
    ["in code that ends with a pattern", `${"return a + b;\n".repeat(20)}const [a, b] = pair;`, null],
    ["none", "I cannot help with that.", null],
    ["an empty list", "[]", null],
    ["a list of numbers", "[1, 2]", null],
    ["nothing", "", null],
  ];
  for (const [what, reply, keywords] of cases) {
    it(`are found: ${what}`, () => {
      assert.deepEqual(readKeywords(reply), keywords);
    });
  }

  it("are cut to their limits, whatever a model writes", () => {
    const many = JSON.stringify(Array.from({ length: 100 }, (_, at) => `${at} ${"long ".repeat(1000)}`));
    const read = readKeywords(many.slice(0, 15_000) + '"]') ?? [];
    assert.ok(read.length > 0 && read.length <= 5 && read.every((keyword) => keyword.length <= 60));
    assert.deepEqual(readKeywords('["a\\u001b[2J\\u202eb\\n"]'.replace("[2J", "2J")), ["a 2j b"]);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const keywords = readKeywords(text) ?? readKeywords(JSON.stringify([text, "sql"]));
        assert.ok(keywords !== null && keywords.length <= 5);
        for (const keyword of keywords) {
          assert.ok(keyword !== "" && Array.from(keyword).length <= 60);
          assert.doesNotMatch(keyword, /[\p{Cc}\p{Cf}\p{Cs}]/u);
        }
      }),
    );
  });
});

describe("the keywords that several replies agree on", () => {
  it("are those that at least two of them name, in the order in which they come first", () => {
    const replies = ['["sql", "joins"]', "none", '["tables", "joins", "joins"]', '["sql"]'];
    assert.deepEqual(agreedKeywords(replies), ["sql", "joins"]);
  });

  it("are all of the only reply that names any, and none where no two agree", () => {
    assert.deepEqual(agreedKeywords(["", '["sql", "joins"]', "none"]), ["sql", "joins"]);
    assert.deepEqual(agreedKeywords(['["sql"]', '["joins"]']), []);
    assert.deepEqual(agreedKeywords([]), []);
  });
});

describe("what keywords are asked with", () => {
  it("is the question with its options, without its solution, and says what is wanted", () => {
    const task = { kind: "choice", options: ["one", "two"], answer: "B" } as const;
    const messages = skillPrompt({ question: "How many?", task: { ...task, options: [...task.options] } });
    assert.match(messages[0]?.content ?? "", KEYWORDS_HEADING);
    assert.equal(messages[1]?.content, "How many?\n\nOptions:\n- one\n- two");
    const math = skillPrompt({ question: "What is 6 x 7?", task: { kind: "math", answer: "42" } });
    assert.doesNotMatch(JSON.stringify(math), /42/);
  });
});
