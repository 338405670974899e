import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import MarkdownIt, { type Env } from "markdown-it";
import "../../../test/support/vscode/use-scripted-editor.ts";
import { collaborate, merged, three } from "../../../test/support/core/collaboration.ts";
import { play } from "../../../test/support/panel/system-runs.ts";
import type { RunRecord } from "../../core/record/index.ts";
import { containedMarkdown } from "./contained-markdown.ts";

const { chatJson, chatMarkdown } = await import("./exported-chat.ts");

const { record } = await collaborate(Object.values(three), merged);
const chat = (runs: readonly RunRecord[], title = "About sorting") => ({
  title,
  createdAt: "2026-07-30T10:00:00.000Z",
  changedAt: "2026-07-31T10:00:00.000Z",
  runs,
});
const parser = new MarkdownIt({ html: true });

/** Returns the labels of links that are defined for the whole document. */
function definedIn(document: string): string[] {
  const env: Env = {};
  parser.parse(document, env);
  return Object.keys(env.references ?? {});
}

/** Returns the page's own headings, tables and HTML, without those within a quotation or code. */
function structure(document: string): string[] {
  const tokens = parser.parse(document, {});
  return (
    tokens
      .filter(({ level, type }) => level === 0 && type !== "inline")
      .map(({ type, tag, content }) => (type === "html_block" ? content : `${type} ${tag}`))
      // Quotations and code blocks are left out: they contain their content.
      .filter((one) => !/^(blockquote_open|blockquote_close|fence)/.test(one))
  );
}

/** Returns all HTML that a reader's program would recognise. */
function htmlIn(document: string): string[] {
  return parser
    .parse(document, {})
    .flatMap((token) => [token, ...(token.children ?? [])])
    .filter(({ type }) => type.startsWith("html"))
    .map(({ content }) => content.trim());
}

/** Returns the run with a text in every place that can hold foreign text. */
function saying(text: string): RunRecord {
  return {
    ...record,
    asked: { text, context: [{ label: text, text }], conversation: [] },
    system: text,
    references: record.references.map((one) => ({ ...one, model: text, error: text })),
    decidedBy: "votes",
    candidates: record.candidates.map((one) => ({
      ...one,
      text,
      model: text,
      references: [text],
      answer: text,
      votes: 1,
    })),
    warnings: [text],
    error: text,
  };
}

const hostile = [
  "```js\nopen fence",
  "````md\n```\ninner\n```\n````",
  "</details></blockquote><h1>Mine</h1>",
  "<details><summary>open",
  "<!-- open comment",
  "<script>alert(1)</script>",
  "text <b\nclass='x'>over lines</b> `<i>code</i>`",
  "<div>\n```\n</div>\n\n```\n<b>uncovered</b>\n```",
  "# Heading\n\nSetext\n===\n\n---",
  "> ".repeat(150) + "<script>deep</script>",
  "- ".repeat(150) + "<b>deep</b>",
  "[x]: http://example.com\n\n[x]",
  "| a | b |\n| - | - |\n| <b> | c |",
  "<![CDATA[ <?php <!DOCTYPE",
  "a\r</details>\rb\u0000</details>",
  "    <indented>\n\n\t<tab>",
  "``".repeat(2000) + "<b>",
  "\n\n\n",
  "",
];

describe("a chat as Markdown", () => {
  it("gives the reply first, then the other candidates, the models, the notes and the cost", () => {
    const reply = record.candidates[record.winner!]!;
    const text = chatMarkdown(chat([{ ...record, warnings: ["Look out."] }]));
    assert.match(text, /^# About sorting\n\n1 question, asked from 2026-07-30 to 2026-07-31\./);
    const places = [
      "## Question 1\n\n> How?",
      "### Answer",
      `> ${reply.text}`,
      "<summary>Answer",
      "| Model asked",
      "- Note: Look out.",
      "cost ",
    ];
    const found = places.map((place) => text.indexOf(place));
    assert.ok(!found.includes(-1), text);
    assert.deepEqual(
      found,
      found.toSorted((a, b) => a - b),
    );
    assert.match(
      text,
      new RegExp(
        `Answer ${reply.subset + 1} of ${record.subsets.length}, merged by .*agg.* score \\d\\.\\d+.*scored best`,
      ),
    );
    assert.equal(text.split("<summary>Answer").length - 1, record.candidates.length - 1);
  });

  it("calls answers what they are where none were merged, and says what decided", async () => {
    const { record: counted } = await play("majority-voting");
    const votes = chatMarkdown(chat([counted]));
    const first = "Answer 1 of 5, by Qwen2.5-72B-Instruct, not merged; 3 votes; the most frequent answer: B.";
    assert.ok(votes.includes(first), votes);
    assert.match(votes, /<summary>Answer 2 of 5, by gemma-3-27b-it, not merged; 1 vote<\/summary>/);
    assert.doesNotMatch(votes, /merged by|score/);
    const { record: alike } = await play("self-consistency-medoid");
    assert.match(chatMarkdown(chat([alike])), /score 0\.\d+; similarity 0\.\d+; agrees most with the others\./);
    const { record: compared } = await play("self-consistency-universal");
    assert.match(chatMarkdown(chat([compared])), /Answer 3 of 4.*; a model found it the most consistent\./);
    const { record: alone } = await play("simple-router");
    assert.match(chatMarkdown(chat([alone])), /Answer 1 of 1, by phi-4, not merged; the only one\./);
  });

  it("says what the user chose, what stood in for a merged answer, and that there is none", () => {
    const other = record.candidates.findIndex((_, index) => index !== record.winner);
    assert.match(chatMarkdown(chat([{ ...record, choice: other }])), /chosen by the user/);
    const single = { ...record, winner: 0, fallback: "best-reference" } as const;
    assert.match(chatMarkdown(chat([single])), /best single answer, by/);
    const references = record.references.map((one) => ({ ...one, status: "truncated" }) as const);
    assert.match(chatMarkdown(chat([{ ...single, references }])), /The best answer, by .*; it was cut off at the/);
    assert.match(chatMarkdown(chat([{ ...single, outcome: "aborted" }])), /chosen by the user; the run was stopped/);
    assert.match(chatMarkdown(chat([{ ...record, winner: null, candidates: [] }])), /### No answer/);
  });

  it("shows what was asked anew in the place of the first try", () => {
    const again = { ...record, runId: "again", question: "Why?", asked: { ...record.asked, text: "Why?" } };
    const text = chatMarkdown(chat([record, { ...again, replaces: record.runId }]));
    assert.match(text, /^1 question, asked/m);
    assert.match(text, /> Why\?/);
    assert.doesNotMatch(text, /> How\?/);
    assert.match(text, /replaces 1 earlier/);
  });

  it("keeps code as it was written", () => {
    const code = "Use this:\n\n```ts\nconst a: Array<string> = [];\n```";
    const text = chatMarkdown(chat([saying(code)]));
    assert.match(text, /> ```ts\n> const a: Array<string> = \[\];\n> ```/);
  });

  it("has the same structure whatever others wrote", () => {
    const expected = structure(chatMarkdown(chat([saying("plain")])));
    for (const text of hostile) {
      const document = chatMarkdown(chat([saying(text)], text));
      const own = htmlIn(document).filter((one) => !/^(<details>\n<summary>[^<>]*<\/summary>|<\/details>)$/.test(one));
      assert.deepEqual(own, [], text);
      const plain = (parts: readonly string[]) => parts.map((one) => one.replace(/<summary>.*<\/summary>/, ""));
      assert.deepEqual(plain(structure(document)), plain(expected), text);
    }
  });

  it("keeps apart what others call the same: no link of one leads where another says", () => {
    for (const text of [
      "[a]: https://x.example",
      "- [a]:\n  /x",
      "> [a\n> b]: /x",
      "text\n\n[a]: <x y>",
      "[\\a]: /x",
    ]) {
      const document = `${containedMarkdown(text)}\n\n${containedMarkdown("See [a], [a b] and [\\a].")}`;
      assert.deepEqual(definedIn(document), [], text);
    }
    assert.match(containedMarkdown("```\n[a]: /x\n```"), /^> \[a\]: \/x$/m);
    assert.doesNotMatch(containedMarkdown("Note[^1]\n\n[^1]: It stays here."), /^> \[\^1\]:/m);
  });

  it("contains any mixture of markup", () => {
    const piece = fc.constantFrom(
      "<",
      ">",
      "</details>",
      "<b>",
      "`",
      "```\n",
      "\n",
      "\n\n",
      "> ",
      "- ",
      "a",
      "<!--",
      "-->",
      "#",
      "\\",
      "    ",
      "[a]:",
      "[",
      "]: /x",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const document = `before\n\n${containedMarkdown(pieces.join(""))}\n\n# after`;
        assert.deepEqual(htmlIn(document), []);
        assert.deepEqual(definedIn(document), []);
        const parts = structure(document);
        assert.deepEqual(parts.slice(0, 2), ["paragraph_open p", "paragraph_close p"]);
        assert.deepEqual(parts.slice(-2), ["heading_open h1", "heading_close h1"]);
        assert.equal(parts.length, 4);
      }),
      { numRuns: 500 },
    );
  });

  it("shows a text of open brackets as code: for each of them the parser would look through all that follows", () => {
    const text = "![".repeat(50_000);
    assert.equal(containedMarkdown(text), `\`\`\`\n${text}\n\`\`\``);
    assert.match(containedMarkdown("[".repeat(100)), /^> \[/);
  });

  it("takes a megabyte of backticks as it is", () => {
    assert.ok(containedMarkdown("`".repeat(2 ** 20)).length > 3 * 2 ** 20 - 10);
  });
});

describe("a chat as JSON", () => {
  it("has the runs' records as they are", () => {
    const { format, runs } = JSON.parse(chatJson(chat([record]))) as { format: string; runs: unknown };
    assert.deepEqual([format, runs], ["smcs-chat", [JSON.parse(JSON.stringify(record))]]);
  });
});
