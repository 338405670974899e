import { expect } from "../support/expect.ts";
import { type Figure, figure } from "./figure.ts";
import { type PanelInWindow, withPanelInWindow } from "./panel-in-window.ts";

const RUNS = 10;

/** Records the first frame that shows which examples the answer passes: the winner is on the screen by then. */
const WATCH = `(() => {
  const watch = (window.winner = { shownAt: 0 });
  const observer = new MutationObserver(() => {
    if (document.querySelector("article:last-of-type .answer .examples > summary") === null) return;
    observer.disconnect();
    requestAnimationFrame(() => { watch.shownAt = Date.now(); });
  });
  observer.observe(document.body, { subtree: true, childList: true });
})()`;

/**
 * Measures in a VS Code window how long after the last of four candidates the panel shows the winner, when all four
 * arrive at once: from the end of the last model's reply to the frame with the winner and its examples.
 *
 * @param question has three examples
 * @param code returns a different right answer for each number
 */
export async function measureChoiceInWindow(question: string, code: (number: number) => string): Promise<Figure[]> {
  const settings = { "smcs.earlyStop": false, "smcs.repair": false };
  const times = await withPanelInWindow(async (opened) => {
    const measured: number[] = [];
    for (let run = 0; run <= RUNS; run += 1) measured.push(await winnerShownAfter(opened, question, code));
    await opened.vscode.workbench.screenshot("bench-choice-window");
    return measured;
  }, settings);
  const [first = Infinity, ...others] = times;
  const sorted = others.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? Infinity;
  return [
    figure("panel shows the winner after the last candidate, the first question of a window", first, "ms"),
    figure("panel shows the winner after the last candidate: median", at(0.5), "ms", "<= 400"),
    figure("panel shows the winner after the last candidate: the slowest of 10", at(1), "ms"),
  ];
}

/** Resolves with the milliseconds from the end of the last merged answer to the frame that shows the winner. */
async function winnerShownAfter(
  { panel, models, run, newChat }: PanelInWindow,
  question: string,
  code: (number: number) => string,
): Promise<number> {
  await newChat();
  models.begin({ draft: code(0), merged: (candidate) => code(candidate + 1) });
  models.hold();
  await run(WATCH);
  await panel.send(question);
  await expect.poll(() => models.mergedAsked(), { timeout: 30_000 }).toBe(4);
  models.release();
  await expect.poll(() => run<number>("winner.shownAt"), { timeout: 30_000 }).toBeGreaterThan(0);
  await expect(panel.last.locator(".answer .examples > summary")).toHaveText("Passes all 3 examples of your question");
  return (await run<number>("winner.shownAt")) - models.lastMergedAt();
}
