import { describe, it } from "node:test";
import { candidate, recordOf, referenceEnd } from "../support/panel/example-run.ts";
import { expect } from "../support/expect.ts";
import { harmlessLinks, hostileMarkdown } from "../support/panel/hostile-markdown.ts";
import { endpoints } from "../support/panel/panel-page.ts";
import { loadDress } from "../support/panel/rich-reply.ts";
import { answered, done, merged, opening, scores } from "../support/panel/runs.ts";
import { expectNoHarm, expectUnharmed } from "../support/panel/unharmed.ts";
import { usePanel } from "../support/panel/use-panel.ts";

const [start, ...chosen] = opening();

describe("hostile Markdown in the panel", () => {
  const openPanel = usePanel();

  it("neither runs nor sends anything; only its web links are left", async () => {
    const panel = await openPanel();
    await loadDress(panel);
    const text = hostileMarkdown;
    const replies = candidate(1, { text, thinking: text, status: "truncated", error: text });
    await panel.show([recordOf([...chosen, ...answered, ...replies, ...merged.slice(4), scores, done], start)]);
    const markdown = panel.page.locator(".markdown");
    const links = markdown.getByRole("link");
    await expect(links).toHaveCount(harmlessLinks.length);
    for (const [index, address] of harmlessLinks.entries())
      await expect(links.nth(index)).toHaveAttribute("href", address);
    for (const kept of ["<script>window.pwned=1</script>", "picture b", "badge", "main.py", "three"])
      await expect(markdown).toContainText(kept, { useInnerText: true });
    await expect(panel.button("Send")).toHaveCount(1);
    await expect(panel.page.getByRole("alert")).toHaveCount(0);
    await expectUnharmed(panel);
  });

  it("is as harmless while it streams, however it is cut", async () => {
    const panel = await openPanel();
    await loadDress(panel);
    await panel.show([]);
    await panel.play([start, ...chosen, { type: "reference-start", model: "a" }]);
    const short = hostileMarkdown.replaceAll(/(> ){9,}/g, "> > ");
    for (let from = 0; from < short.length; from += 97) {
      const text = short.slice(from, from + 97);
      await panel.play([{ type: "reference-delta", model: "a", text, thinking: text, firstTokenMs: 300 }]);
      await expectNoHarm(panel);
    }
    await panel.conversation.getByText("and a fence that nobody closes").waitFor();
    await expect(panel.page.getByRole("link")).toHaveCount(harmlessLinks.length);
    await expectUnharmed(panel);
  });

  it("stays mere text in questions, names, notes and messages", async () => {
    const panel = await openPanel();
    const text = hostileMarkdown;
    const question = { text, context: [{ label: text, text }], conversation: [] };
    const events = [
      ...chosen,
      ...answered.slice(0, 2),
      referenceEnd("c", { status: "failed", error: text, thinking: text, servedBy: text }),
      { type: "candidate-start", draw: 0, subset: [text], aggregator: text } as const,
      { type: "warning", message: text } as const,
      { type: "run-end", outcome: "failed", durationMs: 1, error: text } as const,
    ];
    const status = { ...endpoints, description: text, problem: text };
    await panel.show([recordOf(events, { ...start, question })], status, [text]);
    await panel.send({ type: "failure", message: text });
    await panel.box.fill(text);
    for (const fold of [".run-line", ".notes", ".others", ".others .other", ".others .reference:has-text('failed')"])
      await panel.page.locator(`${fold} > summary`).click();
    await panel.page.locator(".others .thinking > summary").click();
    await expect(panel.page.locator(".others .reference"), "the line of each model").toHaveCount(3);
    await expect(panel.page.locator(".run-line .reference"), "and again behind the run's line").toHaveCount(3);
    await expect(panel.page.getByRole("link")).toHaveCount(0);
    await expectUnharmed(panel);
  });
});
