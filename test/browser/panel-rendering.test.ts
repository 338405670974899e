import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, it } from "node:test";
import type { AxeResults } from "axe-core";
import { candidate, recordOf } from "../../media/panel/record/example-run.ts";
import type { RunEvent, RunRecord } from "../../src/protocol/run.ts";
import type { PanelPage } from "../support/panel/panel-page.ts";
import { richReply } from "../support/panel/rich-reply.ts";
import { answered, done, merged, opening, scores } from "../support/panel/runs.ts";
import { themes } from "../support/panel/theme.ts";
import { usePanel } from "../support/panel/use-panel.ts";

const [start, ...chosen] = opening();
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A run whose winner is this text. */
function runOf(text: string, runId = "run"): RunRecord {
  const replies = [...merged.slice(0, 2), ...candidate(1, { text }), ...merged.slice(4)];
  return recordOf([...chosen, ...answered, ...replies, scores, done], opening(runId)[0]);
}

/** Resolves when the colours and the formulas are there. */
async function dressed({ page }: PanelPage): Promise<void> {
  await page.locator(".markdown .code-keyword").first().waitFor();
  await page.locator(".markdown .katex").first().waitFor();
  await page.locator(".markdown .code-deleted").waitFor();
}

describe("replies in the panel", () => {
  const openPanel = usePanel();

  for (const theme of themes) {
    it(`can be read in the ${theme} theme, by everyone`, async () => {
      const panel = await openPanel({ theme, width: 420, height: 1_700 });
      await panel.show([runOf(richReply)]);
      await dressed(panel);
      await panel.screenshot(`panel-reply-${theme}`);
      // Axe is no part of the page, so it need not keep to the page's security policy.
      await panel.page.evaluate(axe);
      const { violations } = await panel.page.evaluate(async () => {
        const window = globalThis as unknown as { axe: { run(selector: string): Promise<AxeResults> } };
        return window.axe.run(".markdown");
      });
      assert.deepEqual(
        violations.map(({ id, nodes }) => [
          id,
          ...nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ""}`),
        ]),
        [],
      );
    });
  }

  it("show formulas, with their source for those that cannot see them, and leave prices alone", async () => {
    const panel = await openPanel();
    await panel.show([runOf(richReply)]);
    await dressed(panel);
    const formulas = panel.page.locator(".markdown .katex annotation");
    const sources = await formulas.allTextContents();
    assert.ok(sources.includes("n \\log n") && sources.includes("n^2"));
    assert.equal(sources.length, 2 + 1 + 8);
    await panel.page.getByText("it costs $5 and $HOME stays as it is").waitFor();
    await panel.page.getByText("\\frac{1", { exact: true }).waitFor();
    const font = await panel.page.evaluate(() => {
      const { fonts } = (globalThis as unknown as { document: { fonts: Iterable<{ family: string; status: string }> } })
        .document;
      return Array.from(fonts)
        .filter(({ status }) => status === "loaded")
        .map(({ family }) => family);
    });
    assert.ok(font.includes("KaTeX_Math"), font.join(", "));
  });

  it("open their links through the host, and say where a disguised one leads", async () => {
    const panel = await openPanel();
    await panel.show([runOf(richReply)]);
    const link = panel.page.getByRole("link", { name: "the documentation" });
    await link.click();
    assert.deepEqual(await panel.lastSent(), { type: "open", url: "https://docs.example/sort" });
    await panel.page.getByRole("link", { name: "https://docs.example/plain" }).press("Enter");
    assert.deepEqual(await panel.lastSent(), { type: "open", url: "https://docs.example/plain" });
    await panel.page.getByText("https://bank.example (https://evil.example/) is not what it says").waitFor();
    assert.equal(await link.getAttribute("title"), "https://docs.example/sort");
  });

  it("show what is hidden in them", async () => {
    const panel = await openPanel();
    await panel.show([runOf(richReply)]);
    assert.deepEqual(await panel.page.locator(".markdown .unseen").allTextContents(), ["U+202E", "U+202C", "U+200B"]);
  });

  it("have code that is code while its fence is open, and colours before it is closed", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.play([start, ...chosen, ...answered, ...candidate(0).slice(0, 1)]);
    const delta = (text: string): RunEvent => ({ type: "candidate-delta", draw: 0, text, thinking: "" });
    await panel.play([delta("Like this:\n\n```ts\n"), delta("const a = 1;\n".repeat(30))]);
    await panel.page.locator(".markdown .code-keyword").first().waitFor();
    await panel.play([delta("let last")]);
    await panel.page.locator("code", { hasText: "let last" }).waitFor();
    await panel.play([delta(" = 1;\n```\n\nThat was *it*.\n\n")]);
    await panel.page.locator("em", { hasText: "it" }).waitFor();
    assert.equal(await panel.page.locator(".code-block").count(), 1);
    const keywords = panel.page.locator(".code-keyword");
    await keywords.nth(30).waitFor();
    assert.equal(await keywords.count(), 31);
  });

  it("say so where there is too much of them to be formatted", async () => {
    const panel = await openPanel();
    await panel.show([runOf(`*fine*\n\n${"> ".repeat(2_000)}deep`)]);
    await panel.page.locator("em", { hasText: "fine" }).waitFor();
    await panel.page.getByText("Some of this reply is shown as plain text").waitFor();
    await panel.page.locator(".plain-text", { hasText: "deep" }).waitFor();
  });
});
