import assert from "node:assert/strict";
import { describe, it } from "node:test";
import MarkdownIt from "markdown-it";
import type { BankQuestion } from "../../core/question-bank/index.ts";
import { reportOnBank } from "./bank-report.ts";
import { reportMarkdown } from "./markdown.ts";
import { imported, questionOf, questionsOf, reading } from "../../../test/support/bank/report.ts";

async function markdownOf(questions: readonly BankQuestion[], ids: readonly string[] = []): Promise<string> {
  const configured = ids.map((id) => ({ reference: `lab/${id}`, id }));
  return reportMarkdown(await reportOnBank("space", reading(questions), configured));
}

describe("the report as Markdown", () => {
  it("has a line for each model, with accuracies and counts", async () => {
    const questions = [...questionsOf(3, "mbpp", { m: imported(1) }), ...questionsOf(1, "math", { m: imported(0) })];
    const text = await markdownOf(questions, ["m"]);
    assert.match(text, /\| m \| 100% \| 75% of 4 \| 100% of 3 \| 0% of 1 \|/);
    assert.match(text, /\| `lab\/m` \| m \| model id \|/);
  });

  it("shows the largest sources where there are many", async () => {
    const many = Array.from({ length: 11 }, (_, index) =>
      questionsOf(11 - index, `s${index}`, { m: imported(1) }),
    ).flat();
    const text = await markdownOf(many);
    assert.match(text, /\| s6 \| s7 \|\n/);
    assert.match(text, /Not shown: 3 smaller sources\./);
  });

  it("takes whatever stands in the bank and the settings for text", async () => {
    const hostile = [
      "a|b",
      "`c",
      "<b>x</b>",
      "[l](https://example.invalid)",
      "*e* _f_",
      "\n# g",
      "![i](x)",
      "\u001b[31m",
    ];
    const questions = hostile.flatMap((text, index) => {
      const rest = { source: text, question: `Q ${text}`, capability: Object.fromEntries([[text, imported(1)]]) };
      return [questionOf(`${text}${index}`, rest), questionOf(`${text}${index} again`, { ...rest, split: "test" })];
    });
    const text = await markdownOf(questions, hostile);
    // oxlint-disable-next-line no-control-regex -- that is what must not be there
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f]/);
    const page = new MarkdownIt({ html: true }).render(text);
    assert.doesNotMatch(page, /<(?:b|a|img|em|script)\b/);
    assert.equal(page.match(/<h1>/g)?.length, 1);
    const columns = (page.match(/<tr>[^]*?<\/tr>/g) ?? []).map((row) => row.match(/<t[hd]/g)?.length);
    assert.deepEqual([...new Set(columns)].sort(), [11, 4]);
    for (const name of ["a|b", "&lt;b&gt;x&lt;/b&gt;", "*e* _f_"]) assert.ok(page.includes(`<td>${name}</td>`), name);
  });

  it("says what is not there in an empty bank", async () => {
    const text = await markdownOf([]);
    assert.match(text, /The question bank has no questions.*No model has been evaluated.*No model is configured/s);
    assert.doesNotMatch(text, /NaN|undefined|null|\n\n\n/);
  });
});
