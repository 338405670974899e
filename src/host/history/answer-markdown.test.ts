import assert from "node:assert/strict";
import { describe, it } from "node:test";
import MarkdownIt, { type Env } from "markdown-it";
import "../../../test/support/vscode/use-scripted-editor.ts";
import { collaborate, merged, three } from "../../../test/support/core/collaboration.ts";
import type { RunRecord } from "../../core/record/index.ts";

const { answerMarkdown } = await import("./answer-markdown.ts");

const { record } = await collaborate(Object.values(three), merged);
const answering = (text: string, question = "How to sort?"): RunRecord => ({
  ...record,
  asked: { ...record.asked, text: question },
  candidates: record.candidates.map((one) => ({ ...one, text })),
});
const parser = new MarkdownIt({ html: true });
const blocks = (document: string) => parser.parse(document, {}).filter(({ level }) => level === 0);

describe("an answer as a document", () => {
  it("has the question as its heading, who answered at what cost in a line, and the answer as it is", () => {
    const answer = "Like **this**:\n\n```py\nsorted(a)\n```\n\n1. Done";
    const [heading, line, ...rest] = answerMarkdown(answering(answer))!.split("\n\n");
    assert.equal(heading, "# How to sort?");
    const { model, references } = record.candidates[record.winner!]!;
    assert.ok(line?.startsWith(`Answered by ${references.join(", ")}; merged by ${model} · `), line);
    const costing = (costUsd: number | null, simulated = false) =>
      answerMarkdown({ ...record, simulated, totals: { ...record.totals, costUsd, durationMs: 1234 } })!.split("\n")[2];
    assert.match(costing(0.5)!, / · \$0\.50* · 1\.2 s$/);
    assert.match(costing(null)!, / · cost unknown · /);
    assert.match(costing(0, true)!, / · simulated models · free · /);
    assert.equal(rest.join("\n\n"), `${answer}\n`);
  });

  it("has a question of several lines, or a long one, below its heading", () => {
    for (const question of ["Why?\n```\nopen", "long ".repeat(100)]) {
      const document = answerMarkdown(answering("Because.", question))!;
      assert.match(document, /^# Question\n\n> /);
      assert.deepEqual(
        blocks(document)
          .map(({ type }) => type)
          .filter((type) => type.endsWith("_open")),
        ["heading_open", "blockquote_open", "paragraph_open", "paragraph_open"],
      );
    }
  });

  it("leaves hostile text text, in the question, in names and in the answer", () => {
    const hostile = "<img src=x onerror=alert(1)> [a]: http://x\n\n<script>\n\n[b]: http://x\n\n```\nopen";
    for (const question of [hostile, hostile.slice(0, 40), "# [x](y) *z*"]) {
      const run = answering(hostile, question);
      const references = run.references.map((one) => ({ ...one, model: "<b>m</b>\n# n" }));
      const document = answerMarkdown({ ...run, references })!;
      const all = parser.parse(document, {}).flatMap((token) => [token, ...(token.children ?? [])]);
      assert.deepEqual(
        all.filter(({ type }) => type.startsWith("html")),
        [],
      );
      assert.deepEqual(blocks(document).filter(({ type }) => type === "heading_open").length, 1);
      const env: Env = {};
      parser.parse(document, env);
      assert.deepEqual(Object.keys(env.references ?? {}), []);
    }
  });

  it("is of the answer that stands, and of nothing where there is none", () => {
    const run = { ...record, winner: 0, fallback: "best-reference" as const };
    assert.match(answerMarkdown(run)!, new RegExp(`\n\nAnswered by ${record.references[0]!.model} · `));
    assert.ok(answerMarkdown(run)!.endsWith(`\n\n${record.references[0]!.text}\n`));
    assert.equal(answerMarkdown({ ...record, winner: null }), null);
    assert.equal(answerMarkdown(answering(" \n")), null);
  });
});
