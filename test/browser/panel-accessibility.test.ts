import { describe, it } from "node:test";
import { recordOf } from "../support/panel/example-run.ts";
import { eventually, expect } from "../support/expect.ts";
import { previewed, reasoned, reasonedStart } from "../support/panel/reasons.ts";
import { opening, winning } from "../support/panel/runs.ts";
import { showState } from "../support/panel/states.ts";
import { tabTo } from "../support/panel/tab-to.ts";
import { changeTheme, themes } from "../support/panel/theme.ts";
import { usePanel } from "../support/panel/use-panel.ts";
import { violations } from "../support/panel/violations.ts";

/** Runs in the page: returns the contrast of the hint in the empty box, as WCAG defines it. Axe does not check it. */
const placeholderContrast = `(() => {
  const box = document.querySelector(".composer textarea");
  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const luminance = (...layers) => {
    for (const layer of layers) {
      context.fillStyle = layer;
      context.fillRect(0, 0, 1, 1);
    }
    const [red, green, blue] = [...context.getImageData(0, 0, 1, 1).data]
      .map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const back = getComputedStyle(box.closest(".composer-box")).backgroundColor;
  const behind = luminance(back);
  const front = luminance(back, getComputedStyle(box, "::placeholder").color);
  return (Math.max(front, behind) + 0.05) / (Math.min(front, behind) + 0.05);
})()`;

describe("the panel for everyone", () => {
  const openPanel = usePanel();

  it("has a hint in the empty box that can be read in every theme", async () => {
    const panel = await openPanel();
    await panel.show([]);
    for (const theme of themes) {
      await changeTheme(panel.page, theme);
      await expect.poll(() => panel.page.evaluate<number>(placeholderContrast), theme).toBeGreaterThan(4.5);
    }
  });

  it("says that too much is attached also where there is little room", async () => {
    const panel = await openPanel({ width: 280, height: 500 });
    await showState(panel, "too-much");
    await expect(panel.page.locator(".too-much")).toBeInViewport({ ratio: 1 });
  });

  it("has no list of models before there are some", async () => {
    const panel = await openPanel();
    await showState(panel, "choosing");
    const models = panel.page.getByRole("list", { name: "Models" });
    await expect(models).toHaveCount(0);
    await showState(panel, "streaming");
    await expect(models.getByRole("listitem")).toHaveCount(3);
  });

  it("keeps lines short enough to read in a wide editor tab", async () => {
    const panel = await openPanel({ width: 1_600 });
    await showState(panel, "winner");
    const widthsInEm = `[...document.querySelectorAll(".markdown p, .markdown li, .reason, .warnings")]
      .map((element) => element.getBoundingClientRect().width / parseFloat(getComputedStyle(element).fontSize))`;
    await eventually(async () => {
      const widest = Math.max(...(await panel.page.evaluate<number[]>(widthsInEm)));
      expect(widest).toBeGreaterThan(0);
      expect(widest).toBeLessThanOrEqual(50);
    });
  });

  it("does everything that reading takes by keyboard alone", async () => {
    const panel = await openPanel();
    const { page } = panel;
    await panel.show([]);
    await panel.play([reasonedStart, ...reasoned]);
    await tabTo(panel, "Compare");
    await page.keyboard.press("Enter");
    await expect(page.getByLabel("Compare with")).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(panel.focus).toHaveText("Compare");
    await tabTo(panel, /^Other answers/);
    await page.keyboard.press("Enter");
    await tabTo(panel, "Answer 1");
    await page.keyboard.press("Space");
    await expect(page.getByText("Use a timer (variant 1).")).toBeVisible();
    await tabTo(panel, "Use This Answer");
    await page.keyboard.press("Enter");
    await panel.sends({ type: "choose", runId: "run", draw: 0 });
    await panel.play([{ type: "choice", draw: 0 }]);
    await expect(panel.focus, "what was pressed is gone, its list is still there").toHaveText(/^Other answers/);
    await tabTo(panel, /^finished ?Qwen3/);
    await page.keyboard.press("Space");
    await expect(page.getByText("Answer of Qwen3-235B")).toBeVisible();
    await tabTo(panel, /^Why this answer/);
    await page.keyboard.press("Enter");
    await tabTo(panel, "Scores");
    await tabTo(panel, "What each candidate merges");
    await tabTo(panel, "Show all 24");
    await page.keyboard.press("Space");
    await expect(panel.focus).toHaveText("Show fewer");
    await tabTo(panel, "Ask a coding question");
  });

  it("opens a long question, and what else can be done with code, by keyboard, and lets go of it", async () => {
    const panel = await openPanel();
    const { page } = panel;
    await showState(panel, "disagreeing");
    const cut = () => page.evaluate("(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 1)(document.querySelector('.question h2'))"); // prettier-ignore
    await expect.poll(cut, "it was opened").toBe(false);
    await tabTo(panel, /^How do I debounce/);
    await tabTo(panel, "Show the Whole Question");
    await expect(panel.focus).toHaveAttribute("aria-expanded", "true");
    await expect(page.locator(".question-actions"), "what has the focus can be seen").toHaveCSS("opacity", "1");
    await page.keyboard.press("Enter");
    await expect.poll(cut).toBe(true);
    await expect(panel.focus).toHaveAttribute("aria-expanded", "false");
    await tabTo(panel, "More actions for this code");
    await page.keyboard.press("Enter");
    await expect(panel.focus).toHaveText("Insert at Cursor");
    await page.keyboard.press("ArrowDown");
    await expect(panel.focus).toHaveText("Open in New File");
    await page.keyboard.press("ArrowDown");
    await expect(panel.focus).toHaveText("Insert at Cursor");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("menu")).toHaveCount(0);
    await expect(panel.focus).toHaveAccessibleName("More actions for this code");
    await panel.sendsNothing();
  });

  it("keeps the focus with the answer when the draft makes room for it", async () => {
    const panel = await openPanel();
    await showState(panel, "held");
    await tabTo(panel, "Show Answer");
    await panel.page.keyboard.press("Enter");
    await expect(panel.page.getByText("(variant 2)")).toBeVisible();
    await expect(panel.button("Show Answer")).toHaveCount(0);
    await expect(panel.focus).toHaveAccessibleName("Answer");
  });

  it("goes on with the next key in what a key has opened, however quickly that comes", async () => {
    const panel = await openPanel();
    const { keyboard } = panel.page;
    await panel.show([recordOf(reasoned, reasonedStart)]);
    await panel.page.locator("summary", { hasText: "Other answers" }).focus();
    // Both keys wait while the page is busy, and arrive immediately after each other.
    const busy = panel.page.evaluate("{ const end = performance.now() + 300; while (performance.now() < end); }");
    await Promise.all([busy, keyboard.press("Enter"), keyboard.press("Tab")]);
    await expect(panel.focus).toHaveText("Answer 1");
  });

  it("tells its parts apart however the conversation grows", async () => {
    const panel = await openPanel();
    await panel.show([recordOf(reasoned, reasonedStart)]);
    await panel.play([...opening("next"), ...winning], "next");
    await panel.send({ type: "preview", preview: previewed() });
    await expect(panel.page.getByRole("region", { name: "Preview" })).toBeVisible();
    await expect(panel.page.getByRole("article")).toHaveCount(2);
    for (const fold of await panel.page.locator(".run-line > summary, .others > summary").all()) await fold.click();
    await expect(panel.page.getByRole("heading", { name: /models answered$/ })).toHaveCount(4);
    await eventually(async () => {
      const ids = await panel.page.evaluate<string[]>("[...document.querySelectorAll('[id]')].map(({ id }) => id)");
      expect(ids).toContainEqual(expect.stringMatching(/^id-\d+$/));
      expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    });
  });

  it("moves nothing for those who do not want that", async () => {
    const panel = await openPanel();
    const moving = () => panel.page.evaluate<number>("document.getAnimations().length");
    await showState(panel, "streaming");
    await expect.poll(moving).toBeGreaterThan(0);
    await panel.page.emulateMedia({ reducedMotion: "reduce" });
    try {
      await showState(panel, "streaming");
      await expect.poll(moving).toBe(0);
    } finally {
      await panel.page.emulateMedia({ reducedMotion: null });
    }
  });

  it("has nothing that axe objects to where two answers show their reasons", async () => {
    const panel = await openPanel({ height: 3_000 });
    const runs = ["one", "two"].map((id) => recordOf(reasoned, { ...reasonedStart, runId: id }));
    await panel.show(runs);
    const folds = panel.page.locator(".why > summary");
    await expect(folds).toHaveCount(2);
    for (const index of [0, 1]) await folds.nth(index).click();
    await expect(panel.page.getByRole("group", { name: "Scores" })).toHaveCount(2);
    expect(await violations(panel)).toEqual([]);
  });

  it("shows its charts in the colours of the system, too", async () => {
    const panel = await openPanel({ height: 2_200 });
    await panel.page.emulateMedia({ forcedColors: "active" });
    try {
      await showState(panel, "why");
      await panel.screenshot("panel-why-forced-colours");
      const colours = `[".bar-fill", ".dot:not(.empty)", ".dot.empty", "body"]
        .map((selector) => getComputedStyle(document.querySelector(selector)).backgroundColor)`;
      await eventually(async () => {
        const [bar, dot, empty, page] = await panel.page.evaluate<string[]>(colours);
        expect(bar).not.toBe(page);
        expect(dot).not.toBe(empty);
      });
    } finally {
      await panel.page.emulateMedia({ forcedColors: null });
    }
  });
});
