import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { markdownReport, promptsMarkdown } from "./markdown-report.ts";
import { ownPrompts } from "./about.ts";
import { about, hostile, tableWith } from "../../../../test/support/lab/report.ts";

describe("the report in Markdown", () => {
  it("has facts, captions, figures, the paper's beside them, and notes", () => {
    const table = tableWith([
      [{ value: 0.8, interval: [0.7, 0.9], paper: 0.7678 }, { value: null }],
      [{ value: 0.6 }, { value: -0.2, interval: [-0.3, -0.1] }],
    ]);
    const report = markdownReport([table], about);
    assert.match(report, /^# SMCS on your models\n/);
    assert.match(report, /- Requests: 1,234, \$1\.50\n/);
    assert.match(report, /## Accuracy \(Table 1 of the paper\)\n/);
    assert.match(report, /\| SMCS \| 80\.0% \\\[70\.0, 90\.0\\\] \(paper 76\.78%\) \| – \|\n/);
    assert.match(report, /\| MoA \| 60\.0% \| \*\*−20\.0\*\* \\\[−30\.0, −10\.0\\\] \|/);
    assert.match(report, /\n- A note\.\n/);
  });

  it("has the user's own prompts as they are written, and says whose prompts there are", () => {
    assert.match(markdownReport([], about), /- Prompts: SMCS's own\n/);
    assert.equal(promptsMarkdown(about), "");
    const prompts = ownPrompts({
      dataSets: { GPQA: { choice: { system: null, user: "{question}\n```\n# no heading\n{options}" } } },
      tasks: { math: { system: "Box \\boxed{}.", user: "{question}" } },
      aggregation: { system: "{references}", user: "{question}", reference: "{number}. {response}" },
    });
    const facts = markdownReport([], { ...about, prompts });
    const report = promptsMarkdown({ prompts });
    assert.match(
      facts,
      /Prompts: your own for GPQA \(choice\), all other data sets \(math\), merging; SMCS's own for the rest/,
    );
    assert.match(
      report,
      /### GPQA \(choice\)\n\nsystem:\n\n```\n\(none\)\n```\n\nuser:\n\n````\n\{question\}\n```\n# no heading\n/,
    );
    assert.match(report, /```\nBox \\boxed\{\}\.\n```/);
    assert.match(report, /### merging\n[^]*reference:\n\n```\n\{number\}\. \{response\}\n```\n$/);
  });

  it("says that it is simulated, above and in every caption", () => {
    const tables = [tableWith([[{ value: 1 }]]), tableWith([[{ value: 1 }]], { id: "lambda", inPaper: null })];
    const report = markdownReport(tables, { ...about, simulated: true });
    assert.match(report, /\*\*Simulated:/);
    assert.match(report, /Table 1 of the paper; simulated\)/);
    assert.match(report, /not in the paper; simulated\)/);
  });

  it("takes whatever models and data sets are called for text", () => {
    for (const name of hostile) {
      const table = tableWith([[{ value: 1 }]], {
        rows: [{ title: name, figures: [{ value: 1 }] }],
        columns: [{ title: name, unit: "share" }],
        notes: [name],
      });
      const lines = markdownReport([table], { ...about, models: [name] }).split("\n");
      assert.equal(lines.filter((line) => line.startsWith("#")).length, 2, name);
      assert.ok(!lines.some((line) => /(?<!\\)<(?:script|img|iframe)/.test(line)), name);
      const row = lines.find((line) => line.endsWith("| 100.0% |"));
      assert.equal(row?.match(/(?<!\\)\|/g)?.length, 3, name);
    }
  });
});
