import { describe, it } from "node:test";
import type { RunEvent } from "../../src/core/record/index.ts";
import { part } from "../support/deep.ts";
import { expect } from "../support/expect.ts";
import { dressed, richReply } from "../support/panel/rich-reply.ts";
import { opening, runOf } from "../support/panel/runs.ts";
import { themes } from "../support/panel/theme.ts";
import { usePanel } from "../support/panel/use-panel.ts";
import { violations } from "../support/panel/violations.ts";

const [start, ...chosen] = opening();
/** A piece of the draft. */
const written = { type: "reference-delta", model: "a", thinking: "", firstTokenMs: 300 } as const;

describe("replies in the panel", () => {
  const openPanel = usePanel();

  for (const theme of part(themes, 1)) {
    it(`can be read in the ${theme} theme, by everyone`, async () => {
      const panel = await openPanel({ theme, width: 420, height: 1_700 });
      await panel.show([runOf(richReply)]);
      await dressed(panel);
      await panel.screenshot(`panel-reply-${theme}`);
      await expect.poll(() => violations(panel)).toEqual([]);
    });
  }

  it("show formulas, with their source for those that cannot see them, and leave prices alone", async () => {
    const panel = await openPanel();
    await panel.show([runOf(richReply)]);
    await dressed(panel);
    const sources = panel.page.locator(".markdown .katex annotation");
    await expect(sources).toHaveCount(2 + 1 + 8);
    await expect.poll(() => sources.allTextContents()).toEqual(expect.arrayContaining(["n \\log n", "n^2"]));
    await panel.page.getByText("it costs $5 and $HOME stays as it is").waitFor();
    await panel.page.getByText("\\frac{1", { exact: true }).waitFor();
    const fonts = () =>
      panel.page.evaluate<string[]>(
        `[...document.fonts].filter(({ status }) => status === "loaded").map(({ family }) => family)`,
      );
    await expect.poll(fonts).toContain("KaTeX_Math");
  });

  it("open their links through the host, and say where a disguised one leads", async () => {
    const panel = await openPanel();
    await panel.show([runOf(richReply)]);
    const link = panel.page.getByRole("link", { name: "the documentation" });
    await expect(link).toHaveAttribute("title", "https://docs.example/sort");
    await link.click();
    await panel.sends({ type: "open", url: "https://docs.example/sort" });
    await panel.page.getByRole("link", { name: "https://docs.example/plain" }).press("Enter");
    await panel.sends({ type: "open", url: "https://docs.example/plain" });
    await panel.page.getByText("https://bank.example (https://evil.example/) is not what it says").waitFor();
  });

  it("show what is hidden in them", async () => {
    const panel = await openPanel();
    await panel.show([runOf(richReply)]);
    await expect(panel.page.locator(".markdown .unseen")).toHaveText(["U+202E", "U+202C", "U+200B"]);
  });

  it("have code that is code while its fence is open, and colours before it is closed", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.play([start, ...chosen, { type: "reference-start", model: "a" }]);
    const delta = (text: string): RunEvent => ({ ...written, text });
    await panel.play([delta("Like this:\n\n```ts\n"), delta("const a = 1;\n".repeat(30))]);
    const keywords = panel.page.locator(".markdown .code-keyword");
    await keywords.first().waitFor();
    await panel.play([delta("let last")]);
    await panel.page.locator("code", { hasText: "let last" }).waitFor();
    await panel.play([delta(" = 1;\n```\n\nThat was *it*.\n\n")]);
    await panel.page.locator("em", { hasText: "it" }).waitFor();
    await expect(panel.page.locator(".code-block")).toHaveCount(1);
    await expect(keywords).toHaveCount(31);
  });

  it("say so where there is too much of them to be formatted", async () => {
    const panel = await openPanel();
    await panel.show([runOf(`*fine*\n\n${"> ".repeat(2_000)}deep`)]);
    await panel.page.locator("em", { hasText: "fine" }).waitFor();
    await panel.page.getByText("Part of this answer is shown as plain text").waitFor();
    await panel.page.locator(".plain-text", { hasText: "deep" }).waitFor();
  });
});
