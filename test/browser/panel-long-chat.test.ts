import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { candidate, recordOf } from "../../media/panel/record/example-run.ts";
import type { RunRecord } from "../../src/protocol/run.ts";
import type { PanelPage } from "../support/panel/panel-page.ts";
import { answered, done, merged, opening, scores } from "../support/panel/runs.ts";
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
  getBoundingClientRect(): { readonly top: number };
}

/** Where a question stands, counted from the upper edge of the window. */
async function placeOf(panel: PanelPage, question: string): Promise<number> {
  return panel.page
    .locator("h2", { hasText: question })
    .evaluate((heading) => (heading as unknown as Box).getBoundingClientRect().top);
}

async function scrollBy(panel: PanelPage, pixels: number): Promise<void> {
  await panel.conversation.evaluate((main, by) => {
    (main as unknown as Box).scrollTop += by;
  }, pixels);
}

describe("a chat of 1,000 messages", () => {
  const openPanel = usePanel();

  it("shows its last reply formatted and the far ones as text, which can be found", async () => {
    const panel = await openPanel();
    await panel.show(runs());
    await panel.page.locator("article:last-of-type h2", { hasText: "Question 499?" }).waitFor();
    await panel.page.locator("article:last-of-type strong", { hasText: "reply" }).waitFor();
    assert.equal(await panel.page.getByRole("article").count(), RUNS);
    assert.ok((await panel.page.locator(".markdown").count()) < 30);
    assert.equal(await panel.page.getByText("The **reply** number 3.").count(), 1);
    const found = await panel.page.evaluate(() =>
      (globalThis as unknown as { find(text: string): boolean }).find("reply** number 123."),
    );
    assert.ok(found, "find in page sees what is not in view");
  });

  it("formats what comes near and lets go of what is far, except where the reader did something", async () => {
    const panel = await openPanel();
    await panel.show(runs());
    const first = panel.page.getByRole("article").first();
    const last = panel.page.getByRole("article").last();
    await panel.page
      .getByRole("article")
      .nth(RUNS - 2)
      .getByText("Why these models")
      .click();
    await scrollBy(panel, -10_000_000);
    await first.locator("strong", { hasText: "reply" }).waitFor();
    await panel.page.waitForFunction("document.querySelectorAll('.markdown').length < 40");
    assert.equal(await panel.page.getByText("2 of 10 bank questions support the choice.").count(), 1, "it stays open");
    assert.equal(await last.locator(".markdown").count(), 1, "the last one stays");
    await scrollBy(panel, 10_000_000);
    await first.locator(".markdown").waitFor({ state: "detached" });
  });

  it("keeps its place while what is above becomes higher or lower", async () => {
    const panel = await openPanel();
    await panel.show(runs());
    for (const question of [497, 490, 480, 470]) {
      const name = `Question ${question}?`;
      await panel.page.locator("h2", { hasText: name }).evaluate((heading) => {
        (heading as unknown as { scrollIntoView(): void }).scrollIntoView();
      });
      await panel.drawn();
      const before = await placeOf(panel, name);
      await panel.page.waitForTimeout(200);
      assert.ok(Math.abs((await placeOf(panel, name)) - before) < 2, name);
    }
  });
});
