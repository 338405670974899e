import { expect } from "../support/expect.ts";
import { restingBox } from "../support/resting-box.ts";
import { type Figure, figure } from "./figure.ts";
import type { PanelInWindow } from "./panel-in-window.ts";
import { settledIn } from "./panel-settled.ts";
import { merging, QUESTION } from "./window-answers.ts";

/** How the reader got to the line: without scrolling, or by turning the wheel down, or down and up again, in pixels. */
const WAYS = [
  { name: "not scrolled", turns: [] },
  { name: "scrolled down", turns: [150] },
  { name: "scrolled down and up", turns: [150, -110] },
] as const;

/**
 * Follows the line in the middle of the draft's visible part, in every frame until told to stop. Each line of code is
 * identified by its text; texts that occur twice are left out.
 */
const FOLLOW = `(() => {
  const topAt = (piece, position) => {
    const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode()) !== null; position -= node.length)
      if (position < node.length) {
        const range = document.createRange();
        range.setStart(node, position);
        range.setEnd(node, position + 1);
        return range.getBoundingClientRect().top;
      }
    return null;
  };
  const linesOf = () => {
    const lines = new Map();
    for (const piece of document.querySelectorAll("article:last-of-type .answer .markdown .code-piece")) {
      let at = 0;
      for (const text of piece.textContent.split("\\n")) {
        lines.set(text, lines.has(text) ? null : topAt(piece, at));
        at += text.length + 1;
      }
    }
    return new Map([...lines].filter(([text, top]) => top !== null && text.trim().length > 3));
  };
  const main = document.querySelector("main").getBoundingClientRect();
  const draft = document.querySelector("article:last-of-type .answer .markdown").getBoundingClientRect();
  const middle = (Math.max(main.top, draft.top) + Math.min(main.bottom, draft.bottom)) / 2;
  const [text, top] = [...linesOf()].sort(([, a], [, b]) => Math.abs(a - middle) - Math.abs(b - middle))[0];
  const follow = (window.followed = { text, top, most: 0, lost: 0, ended: false });
  const look = () => {
    const now = linesOf().get(text);
    if (now === undefined) follow.lost++;
    else follow.most = Math.max(follow.most, Math.abs(now - top));
    if (!follow.ended) requestAnimationFrame(look);
  };
  look();
})()`;

interface Followed {
  readonly text: string;
  readonly most: number;
  readonly lost: number;
}

/** Returns how far the line in the middle of the visible draft moves when the answer replaces the draft. */
export async function measureJump(opened: PanelInWindow): Promise<Figure[]> {
  const { panel, models, run, newChat, resize, vscode } = opened;
  const figures: Figure[] = [];
  for (const { name, turns } of WAYS) {
    // Scrolling needs content outside of the view.
    const window = { width: 1280, height: turns.length > 0 ? 600 : 900 };
    await resize(289, window);
    const jumps: number[] = [];
    // If the beginning of the draft is out of view, the draft stays, and the line cannot move.
    let held = 0;
    for (const chat of ["first", "second"] as const)
      for (const said of Object.values(merging)) {
        if (chat === "first") await newChat();
        models.hold();
        models.begin(said);
        await panel.send(QUESTION);
        await expect(panel.last.locator(".answer .markdown pre")).toContainText("return debounced;");
        await expect(panel.last.locator(".run-words")).toHaveText(/^Draft: alpha .* 0 of \d merged answers ready$/);
        await settledIn(opened);
        const { x, y, width, height } = await restingBox(panel.frame.locator("main"));
        await vscode.page.mouse.move(x + width / 2, y + height / 2);
        for (const turn of turns) {
          await vscode.page.mouse.wheel(0, turn);
          await settledIn(opened);
        }
        await run(FOLLOW);
        models.release();
        await panel.last.getByRole("button", { name: /^Ask Again$/ }).waitFor();
        await settledIn(opened);
        await run("followed.ended = true");
        held += await panel.button("Show Answer").count();
        const followed = await run<Followed>("followed");
        await vscode.workbench.screenshot(`bench-panel-jump-${name}-${chat}-${jumps.length}`.replaceAll(" ", "-"));
        if (followed.lost > 0) throw new Error(`The line that was read is gone: ${followed.text}`);
        jumps.push(followed.most);
      }
    figures.push(
      figure(
        `window ${window.width} x ${window.height}, panel 289 px: the line being read moves when the answer comes, ${name}${held === jumps.length ? " (the draft stays)" : ""}`,
        Math.max(...jumps),
        "px",
        "<= 2",
      ),
    );
  }
  return figures;
}
