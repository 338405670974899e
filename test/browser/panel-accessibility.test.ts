import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { recordOf } from "../../media/panel/record/example-run.ts";
import { cutOff } from "../support/panel/cut-off.ts";
import { previewed, reasoned, reasonedStart } from "../support/panel/reasons.ts";
import { opening, winning } from "../support/panel/runs.ts";
import { states } from "../support/panel/states.ts";
import { tabTo } from "../support/panel/tab-to.ts";
import { themes } from "../support/panel/theme.ts";
import { usePanel } from "../support/panel/use-panel.ts";
import { violations } from "../support/panel/violations.ts";

describe("the panel for everyone", () => {
  const openPanel = usePanel();

  for (const theme of themes) {
    for (const [state, show] of Object.entries(states)) {
      it(`has nothing that axe objects to: ${state}, ${theme}`, async () => {
        const panel = await openPanel({ theme, height: 1_200 });
        await show(panel);
        await panel.screenshot(`panel-state-${state}-${theme}`);
        assert.deepEqual(await violations(panel), []);
      });
    }
  }

  // 250 by 350 is what a zoom of 200% leaves of 500 by 700.
  for (const [width, height] of [
    [250, 700],
    [250, 350],
    [1_600, 900],
  ] as const) {
    // prettier-ignore
    it(`fits into ${width} by ${height} pixels`, async () => {
      for (const [state, show] of Object.entries(states)) {
        const panel = await openPanel({ width, height });
        await show(panel);
        await panel.drawn();
        await panel.screenshot(`panel-state-${state}-${width}x${height}`);
        assert.deepEqual(await cutOff(panel), [], state);
      }
    });
  }

  it("keeps lines short enough to read in a wide editor tab", async () => {
    const panel = await openPanel({ width: 1_600 });
    await states["winner"]?.(panel);
    const widest = await panel.page.evaluate<number>(`Math.max(
      ...[...document.querySelectorAll(".markdown p, .markdown li, .reason, .warnings")]
        .map((element) => element.getBoundingClientRect().width / parseFloat(getComputedStyle(element).fontSize)),
    )`);
    assert.ok(widest > 0 && widest <= 50, `${widest} em`);
  });

  it("does everything that reading takes by keyboard alone", async () => {
    const panel = await openPanel();
    const { page } = panel;
    const { keyboard } = page;
    await panel.show([]);
    await tabTo(panel, "Ask a coding question");
    await keyboard.type("How do I debounce a function in TypeScript?");
    await keyboard.press("Alt+Enter");
    assert.equal((await panel.lastSent())?.type, "preview");
    await keyboard.press("Enter");
    assert.equal((await panel.lastSent())?.type, "ask");
    await panel.play([reasonedStart, ...reasoned]);
    await page.evaluate("document.activeElement.blur()");
    await tabTo(panel, /^Candidate 2/);
    await keyboard.press("ArrowRight");
    await panel.drawn();
    assert.match(await panel.focused(), /Candidate 1/);
    await tabTo(panel, "Use This Reply");
    await keyboard.press("Enter");
    assert.deepEqual(await panel.lastSent(), { type: "choose", runId: "run", draw: 0 });
    await tabTo(panel, /^Copy/);
    await keyboard.press("Enter");
    assert.equal((await panel.lastSent())?.type, "copy");
    await tabTo(panel, "6 of 7 models answered");
    await keyboard.press("Enter");
    await tabTo(panel, /^finished ?Qwen3/);
    await keyboard.press("Space");
    await page.getByText("Answer of Qwen3-235B").waitFor();
    await tabTo(panel, /^Why these models/);
    await keyboard.press("Enter");
    await tabTo(panel, "Scores");
    await tabTo(panel, "What each candidate merges");
    await tabTo(panel, "Show all 24");
    await keyboard.press("Space");
    await page.getByText("Show fewer").waitFor();
    await tabTo(panel, "Ask a coding question");
  });

  it("tells its parts apart however the conversation grows", async () => {
    const panel = await openPanel();
    await panel.show([recordOf(reasoned, reasonedStart)]);
    await panel.play([...opening("next"), ...winning], "next");
    await panel.send({ type: "preview", preview: previewed() });
    const ids = await panel.page.evaluate<string[]>("[...document.querySelectorAll('[id]')].map(({ id }) => id)");
    assert.deepEqual(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      [],
    );
    await panel.page.getByRole("region", { name: "Preview" }).waitFor();
  });

  it("moves nothing for those who do not want that", async () => {
    const panel = await openPanel();
    const moving = async () => {
      await states["streaming"]?.(panel);
      return panel.page.evaluate<number>("document.getAnimations().length");
    };
    assert.ok((await moving()) > 0);
    await panel.page.emulateMedia({ reducedMotion: "reduce" });
    try {
      assert.equal(await moving(), 0);
    } finally {
      await panel.page.emulateMedia({ reducedMotion: null });
    }
  });

  it("shows its charts in the colours of the system, too", async () => {
    const panel = await openPanel({ height: 2_200 });
    await panel.page.emulateMedia({ forcedColors: "active" });
    try {
      await states["why"]?.(panel);
      await panel.screenshot("panel-why-forced-colours");
      const colours = await panel.page.evaluate<string[]>(`[".bar-fill", ".dot:not(.empty)", ".dot.empty", "body"]
        .map((selector) => getComputedStyle(document.querySelector(selector)).backgroundColor)`);
      const [bar, dot, empty, page] = colours;
      assert.notEqual(bar, page);
      assert.notEqual(dot, empty);
    } finally {
      await panel.page.emulateMedia({ forcedColors: null });
    }
  });

  it("announces nothing while replies are being written", async () => {
    const panel = await openPanel();
    await states["streaming"]?.(panel);
    await panel.page.evaluate(`
      window.announced = [];
      for (const region of document.querySelectorAll("[aria-live], [role=status], [role=alert], [role=log]"))
        new MutationObserver(() => window.announced.push(region.textContent))
          .observe(region, { childList: true, characterData: true, subtree: true });
    `);
    for (let piece = 0; piece < 50; piece++)
      await panel.play([{ type: "candidate-delta", draw: 0, text: `word ${piece} `, thinking: "" }]);
    assert.deepEqual(await panel.page.evaluate("window.announced"), []);
    await panel.play([{ type: "run-end", outcome: "failed", durationMs: 1, error: "No model answered." }]);
    assert.deepEqual(await panel.page.evaluate("window.announced"), ["The run failed. No model answered."]);
  });
});
