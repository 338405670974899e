import { describe, it } from "node:test";
import { candidate, recordOf } from "../support/panel/example-run.ts";
import type { RunEvent } from "../../src/core/record/index.ts";
import { pairs } from "../support/deep.ts";
import { expect } from "../support/expect.ts";
import { endpoints, type PanelPage } from "../support/panel/panel-page.ts";
import { answered, done, failing, fallingBack, merged, opening, winning } from "../support/panel/runs.ts";
import { answerOf } from "../support/panel/run-view.ts";
import { themes } from "../support/panel/theme.ts";
import { usePanel } from "../support/panel/use-panel.ts";
import { violations } from "../support/panel/violations.ts";

const [start, ...chosen] = opening();
const finished = recordOf([...chosen, ...winning], start);

/** Checks which of the two buttons is pressed. */
async function areRated(panel: PanelPage, good: boolean, bad: boolean): Promise<void> {
  await expect(panel.button("Good answer")).toHaveAttribute("aria-pressed", String(good));
  await expect(panel.button("Bad answer")).toHaveAttribute("aria-pressed", String(bad));
}

describe("thumbs and Markdown of an answer in the panel", () => {
  const openPanel = usePanel();

  it("keep what the reader thinks, until the same button is pressed again", async () => {
    const panel = await openPanel();
    await panel.show([finished]);
    await areRated(panel, false, false);
    await panel.button("Good answer").click();
    const rate = (rating: "good" | "bad" | null) => ({ type: "rate", runId: "run", of: { draw: 1 }, rating }) as const;
    const told = (rating: "good" | "bad" | null) => panel.play([{ ...rate(rating), type: "rating" }]);
    await panel.sends(rate("good"));
    await told("good");
    await areRated(panel, true, false);
    await expect(panel.button("Good answer"), "keeps the focus").toBeFocused();
    await panel.button("Bad answer").press("Enter");
    await panel.sends(rate("bad"));
    await told("bad");
    await areRated(panel, false, true);
    await panel.button("Bad answer").press("Space");
    await panel.sends(rate(null));
    await told(null);
    await areRated(panel, false, false);
  });

  it("are followed by what the question bank has learned, until that is taken back", async () => {
    const panel = await openPanel();
    const text =
      "Added to the question bank. Right by your choice: QwQ-32B, Qwen3-32B. Wrong by your choice: Gemma-3-27b-it.";
    await panel.show([finished]);
    await panel.send({ type: "learned", runId: "run", text });
    const line = panel.page.locator(".answer .learned");
    await expect(line).toHaveText(text);
    await expect(panel.page.getByRole("log")).toContainText(text);
    for (const width of [289, 700]) {
      await panel.page.setViewportSize({ width, height: 700 });
      await line.scrollIntoViewIfNeeded();
      await panel.screenshot(`learned-${width}`);
    }
    await expect.poll(() => violations(panel)).toEqual([]);
    await panel.send({ type: "learned", runId: "run", text: null });
    await expect(line).toHaveCount(0);
    await panel.send({
      type: "snapshot",
      runs: [finished],
      status: endpoints,
      attached: [],
      learned: [{ runId: "run", text }],
    });
    await expect(line).toHaveText(text);
  });

  it("are those of the reply that stands: another one has its own", async () => {
    const panel = await openPanel();
    await panel.show([finished]);
    await panel.play([{ type: "rating", of: { draw: 1 }, rating: "bad" }]);
    await areRated(panel, false, true);
    await panel.play([{ type: "choice", draw: 0 }]);
    await areRated(panel, false, false);
    await panel.button("Good answer").click();
    await panel.sends({ type: "rate", runId: "run", of: { draw: 0 }, rating: "good" });
    await panel.play([{ type: "choice", draw: 1 }]);
    await areRated(panel, false, true);
  });

  it("are there for a single answer too, and not where nothing was answered or while it is", async () => {
    const panel = await openPanel();
    await panel.show([recordOf([...chosen, ...fallingBack], start)]);
    await panel.button("Good answer").click();
    await panel.sends({ type: "rate", runId: "run", of: { model: "a" }, rating: "good" });
    const all = ["Good answer", "Bad answer", "More actions for this answer"];
    for (const events of [failing, [...answered, ...merged.slice(0, 3)]]) {
      await panel.show([recordOf([...chosen, ...events], start)]);
      await panel.page.getByText("How do I debounce").first().waitFor();
      for (const name of all) await expect(panel.button(name), name).toHaveCount(0);
    }
  });

  it("show what was chosen in place of a single answer, and rate that", async () => {
    const panel = await openPanel();
    const cut = candidate(0, { status: "truncated", text: "Cut off, but" });
    const events: RunEvent[] = [
      ...answered,
      ...cut,
      { type: "fallback", model: "a" },
      done,
      { type: "choice", draw: 0 },
    ];
    await panel.show([recordOf([...chosen, ...events], start)]);
    await expect(answerOf(panel).locator(".markdown")).toHaveText("Cut off, but");
    await panel.button("Bad answer").click();
    await panel.sends({ type: "rate", runId: "run", of: { draw: 0 }, rating: "bad" });
  });

  it("have the answer copied with its question, or opened in an editor", async () => {
    const panel = await openPanel();
    await panel.show([finished]);
    for (const [label, use] of [
      ["Copy with Question", "copy"],
      ["Export as Markdown", "open"],
    ] as const) {
      // prettier-ignore
      await panel.button("More actions for this answer").click();
      await panel.page.getByRole("menuitem", { name: label }).click();
      await panel.sends({ type: "answer-markdown", runId: "run", use });
    }
    await panel.button("More actions for this answer").press("Enter");
    await expect(panel.page.getByRole("menuitem", { name: "Copy with Question" })).toBeFocused();
    await panel.page.keyboard.press("Escape");
    await expect(panel.page.getByRole("menuitem")).toHaveCount(0);
    await expect(panel.button("More actions for this answer")).toBeFocused();
    await panel.sendsNothing();
  });

  for (const [theme, width] of pairs(themes, [289, 700]))
    it(`fit into ${width} pixels, in ${theme}`, async () => {
      const panel = await openPanel({ theme, width, height: 900 });
      await panel.show([finished]);
      await panel.play([{ type: "rating", of: { draw: 1 }, rating: "good" }]);
      await areRated(panel, true, false);
      await panel.button("Bad answer").scrollIntoViewIfNeeded();
      await panel.screenshot(`panel-thumbs-${theme}-${width}`);
      await expect.poll(() => violations(panel)).toEqual([]);
    });
});
