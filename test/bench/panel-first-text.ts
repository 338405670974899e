import { expect } from "../support/expect.ts";
import { type Figure, figure } from "./figure.ts";
import { median } from "./interleaved.ts";
import type { PanelInWindow } from "./panel-in-window.ts";
import { QUESTION, usual } from "./window-answers.ts";

const RUNS = 5;

/**
 * Records in the panel when Enter was pressed, and the first frame after text of an answer appeared: in that frame the
 * text is on the screen.
 */
const WATCH = `(() => {
  const watch = (window.firstText = { askedAt: 0, readAt: 0 });
  addEventListener("keydown", ({ key }) => { if (key === "Enter") watch.askedAt ||= Date.now(); }, { capture: true });
  const observer = new MutationObserver(() => {
    const text = document.querySelector("article:last-of-type .answer .markdown");
    if (watch.askedAt === 0 || text === null || text.innerText.trim() === "") return;
    observer.disconnect();
    requestAnimationFrame(() => { watch.readAt = Date.now(); });
  });
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
})()`;

/** Returns how soon the best-ranked model's first token can be read: times from Enter, of runs in separate chats. */
export async function measureFirstText({ panel, models, run, newChat, vscode }: PanelInWindow): Promise<Figure[]> {
  const ratios: number[] = [];
  const behind: number[] = [];
  for (let count = 0; count < RUNS; count++) {
    await newChat();
    models.begin(usual);
    await run(WATCH);
    await panel.send(QUESTION);
    await expect(panel.last.locator(".run-words")).toHaveText(/^Draft: alpha/);
    await expect.poll(() => run<number>("firstText.readAt")).toBeGreaterThan(0);
    const { askedAt, readAt } = await run<{ askedAt: number; readAt: number }>("firstText");
    const tokenAt = models.firstTokenAt("alpha");
    if (tokenAt === undefined) throw new Error("The best-ranked model was not asked.");
    await panel.answered(QUESTION);
    ratios.push((readAt - askedAt) / (tokenAt - askedAt));
    behind.push(readAt - tokenAt);
    if (count === 0) await vscode.workbench.screenshot("bench-panel-window");
  }
  return [
    figure("window: first text read, by the best-ranked model's first token", median(ratios), "times", "<= 1.15"),
    figure("window: the same, the slowest of 5 runs", Math.max(...ratios), "times"),
    figure("window: first text read after that token", median(behind), "ms"),
  ];
}
