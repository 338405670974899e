import { describe, it } from "node:test";
import type { Locator } from "playwright";
import { candidate, recordOf } from "../support/panel/example-run.ts";
import type { RunRecord } from "../../src/core/record/index.ts";
import { expect } from "../support/expect.ts";
import type { PanelPage } from "../support/panel/panel-page.ts";
import { answered, done, merged, opening, scores } from "../support/panel/runs.ts";
import { settled } from "../support/panel/settled.ts";
import { usePanel } from "../support/panel/use-panel.ts";

const RUNS = 500;
const [, ...chosen] = opening();

function runs(): RunRecord[] {
  return Array.from({ length: RUNS }, (_, index) => {
    const text = `The **reply** number ${index}.\n\n${"A sentence of it.\n\n".repeat(index % 30)}`;
    const replies = [...merged.slice(0, 2), ...candidate(1, { text }), ...merged.slice(4)];
    const start = opening(`run ${index}`)[0];
    const question = { ...start.question, text: `Question ${index}?` };
    return recordOf([...chosen, ...answered, ...replies, scores, done], { ...start, question });
  });
}

interface Box {
  scrollTop: number;
  scrollIntoView(): void;
  getBoundingClientRect(): { readonly top: number };
}

/** Returns the distance of an element from the upper edge of the window. */
const topOf = (element: Locator) => element.evaluate((box) => (box as unknown as Box).getBoundingClientRect().top);

async function scrollBy(panel: PanelPage, pixels: number): Promise<void> {
  await panel.conversation.evaluate((main, by) => {
    (main as unknown as Box).scrollTop += by;
  }, pixels);
}

describe("a chat of 1,000 messages", () => {
  const openPanel = usePanel();

  it("shows its last reply formatted and the far ones as text, which can be found", async () => {
    const panel = await openPanel();
    const { page } = panel;
    await panel.show(runs());
    await expect(page.locator("article:last-of-type h2", { hasText: "Question 499?" })).toBeVisible();
    await expect(page.locator("article:last-of-type strong", { hasText: "reply" })).toBeVisible();
    await expect(page.getByRole("article")).toHaveCount(RUNS);
    await expect.poll(() => page.locator(".markdown").count()).toBeLessThan(30);
    await expect(page.getByText("The **reply** number 3.")).toHaveCount(1);
    const find = () => (globalThis as unknown as { find(text: string): boolean }).find("reply** number 123.");
    await expect.poll(() => page.evaluate(find), "find in page sees what is not in view").toBe(true);
  });

  it("formats what comes near and lets go of what is far, except where the reader did something", async () => {
    const panel = await openPanel();
    const { page } = panel;
    await panel.show(runs());
    const first = page.getByRole("article").first();
    const last = page.getByRole("article").last();
    const opened = page.getByText("2 of 10 bank questions support the choice.");
    await page
      .getByRole("article")
      .nth(RUNS - 2)
      .getByText("Why this answer")
      .click();
    await expect(opened).toBeVisible();
    await scrollBy(panel, -10_000_000);
    await expect(first.locator("strong", { hasText: "reply" })).toBeVisible();
    await expect.poll(() => page.locator(".markdown").count()).toBeLessThan(40);
    await expect(opened, "it stays open").toHaveCount(1);
    await expect(last.locator(".markdown"), "the last one stays").toHaveCount(1);
    await scrollBy(panel, 10_000_000);
    await expect(first.locator(".markdown")).toHaveCount(0);
  });

  it("keeps its place while what is above becomes higher or lower", async () => {
    const panel = await openPanel();
    await panel.show(runs());
    for (const question of [497, 490, 480, 470]) {
      const heading = panel.page.locator("h2", { hasText: `Question ${question}?` });
      const before = await heading.evaluate((element) => {
        const box = element as unknown as Box;
        box.scrollIntoView();
        return box.getBoundingClientRect().top;
      });
      const above = panel.page.getByRole("article").nth(question - 1);
      await expect(above.locator(".markdown"), "what is above takes its height").toHaveCount(1);
      await settled(panel);
      expect(Math.abs((await topOf(heading)) - before), `Question ${question}`).toBeLessThan(2);
    }
  });
});
