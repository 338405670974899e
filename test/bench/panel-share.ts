import { type Figure, figure } from "./figure.ts";
import type { PanelInWindow } from "./panel-in-window.ts";
import { settledIn } from "./panel-settled.ts";
import { QUESTION, usual } from "./window-answers.ts";

/** By panel width: the minimum share in percent, and the minimum number of whole lines of code if there is a goal. */
const WIDTHS = [
  { panel: 289, share: 60, lines: 6 },
  { panel: 400, share: 75, lines: null },
  { panel: 698, share: 80, lines: null },
] as const;
const HEIGHTS = [900, 800] as const;

/** The measured views: each width in windows of two heights, and the narrow one in a window at 200 %. */
const VIEWS = [
  ...HEIGHTS.flatMap((height) => WIDTHS.map((goals) => ({ ...goals, window: { width: 1280, height } }))),
  ...HEIGHTS.map((height) => ({ panel: 289, share: 50, lines: null, window: { width: 640, height: height / 2 } })),
] as const;

/**
 * Examines points of the conversation, 3 px apart: whether each one belongs to the answer's text. Elements above the
 * answer hide it, and the line of buttons above its code does not count.
 */
const LOOK = `(() => {
  const main = document.querySelector("main");
  const box = main.getBoundingClientRect();
  let all = 0, answer = 0;
  for (let y = box.top + 1; y < box.bottom; y += 3)
    for (let x = box.left + 1; x < box.right; x += 3) {
      all++;
      const at = document.elementFromPoint(x, y);
      if (at?.closest(".answer > .markdown") != null && at.closest(".code-head") === null) answer++;
    }
  const code = [...document.querySelectorAll(".answer > .markdown pre code")].at(-1);
  const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  const lines = new Map();
  for (let node; (node = walker.nextNode()) !== null; ) {
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) lines.set(Math.round(rect.top), rect);
  }
  const whole = [...lines.values()].filter(({ top, bottom, height }) => height > 0 && top >= box.top && bottom <= box.bottom);
  return { share: (100 * answer) / all, lines: whole.length };
})()`;

interface Seen {
  readonly share: number;
  readonly lines: number;
}

/** Returns the answer's share of the conversation after a run with code, in the view that the run leaves. */
export async function measureShare(opened: PanelInWindow): Promise<Figure[]> {
  const { panel, models, run, newChat, resize, vscode } = opened;
  const figures: Figure[] = [];
  for (const { panel: width, share, lines, window } of VIEWS) {
    await resize(width, window);
    await newChat();
    models.begin(usual);
    await panel.ask(QUESTION);
    await settledIn(opened);
    const seen = await run<Seen>(LOOK);
    const place = `window ${window.width} x ${window.height}, panel ${width} px`;
    await vscode.workbench.screenshot(`bench-${place.replaceAll(/\W+/g, "-")}`);
    figures.push(figure(`${place}: answer in the conversation`, seen.share, "%", `>= ${share}`));
    const name = `${place}: whole lines of code`;
    figures.push(lines === null ? figure(name, seen.lines, "lines") : figure(name, seen.lines, "lines", `>= ${lines}`));
  }
  return figures;
}
