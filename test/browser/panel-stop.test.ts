import { describe, it } from "node:test";
import { candidate, recordOf, referenceEnd } from "../support/panel/example-run.ts";
import type { RunEvent } from "../../src/core/record/index.ts";
import { expect } from "../support/expect.ts";
import { openWhy } from "../support/panel/open-why.ts";
import type { PanelPage } from "../support/panel/panel-page.ts";
import { answered, done, failing, merged, opening, reply, scores } from "../support/panel/runs.ts";
import { answerOf, words, written } from "../support/panel/run-view.ts";
import { usePanel } from "../support/panel/use-panel.ts";
import { violations } from "../support/panel/violations.ts";

const [start, ...chosen] = opening();
const stop: RunEvent = { type: "run-end", outcome: "aborted", durationMs: 2_900, error: null };
const whole = referenceEnd("b", { text: reply(1) });
const cut = (model: string, text: string): RunEvent =>
  referenceEnd(model, { status: "aborted", text, error: `lab/${model} at http://gpu-box.local:8000/v1: stopped.` });
const beforeMerging = [...chosen, cut("a", "A beginning"), whole, cut("c", ""), stop];

/** Returns the classes of the elements that have the theme's error colour. */
function inRed({ page }: PanelPage): Promise<string[]> {
  return page.evaluate(() => {
    const probe = document.createElement("i");
    probe.style.color = "var(--vscode-errorForeground)";
    document.body.append(probe);
    const red = getComputedStyle(probe).color;
    probe.remove();
    const drawn = (element: Element): boolean => {
      const { color, borderLeftColor, borderLeftWidth, backgroundImage } = getComputedStyle(element);
      return color === red || (borderLeftWidth !== "0px" && borderLeftColor === red) || backgroundImage.includes(red);
    };
    return [...document.querySelectorAll("body *")]
      .filter(drawn)
      .map((one) => one.getAttribute("class") ?? one.tagName);
  });
}

describe("a run that was stopped", () => {
  const openPanel = usePanel();

  for (const width of [289, 700])
    it(`shows the best answer that is whole, to be gone on with or merged, at ${width} px`, async () => {
      const panel = await openPanel({ width, height: 900 });
      await panel.show([]);
      await panel.play([start, ...chosen, written("a", "A beginning"), ...beforeMerging.slice(chosen.length)]);
      await expect(words(panel)).toHaveText("Answer of b");
      await expect(answerOf(panel).locator(".markdown")).toHaveText(/variant 1/);
      await expect(answerOf(panel).getByText("Stopped before merging.")).toBeVisible();
      await panel.screenshot(`panel-stopped-${width}`);
      expect(await violations(panel)).toEqual([]);
      await panel.button("Use This").press("Enter");
      await panel.sends({ type: "use-reference", runId: "run", model: "b" });
      await panel.play([{ type: "fallback", model: "b" }]);
      await expect(panel.button("In use")).toBeFocused();
      await expect(words(panel)).toHaveText("Answer of b");
      await panel.button("Merge Now").press("Enter");
      await panel.sends({ type: "merge", runId: "run" });
      await panel.play([{ type: "run-resume", withdrawn: [] }]);
      await expect(words(panel)).toHaveText("Answer of b · Merging the answers…");
      await expect(answerOf(panel).locator(".markdown"), "it stays until there is a new one").toHaveText(/variant 1/);
      await panel.play([...merged, scores, done]);
      await expect(words(panel)).toHaveText(/^Merged from 2 answers by c/);
      await expect(answerOf(panel).locator(".stopped")).toHaveCount(0);
    });

  it("has nothing in red, nor has one that ended early since its answers agree", async () => {
    const panel = await openPanel({ height: 1200 });
    await panel.show([recordOf(beforeMerging, start)]);
    await panel.page.locator(".run-line > summary").click();
    for (const row of await panel.page.locator("details.reference > summary").all()) await row.click();
    await expect(panel.page.getByText("Incomplete: stopped while it was being written.")).toBeVisible();
    await panel.screenshot("panel-stopped-models");
    await openWhy(panel);
    await expect.poll(() => inRed(panel)).toEqual([]);
    const message = "Stopped early: 2 merged answers agree, more than half of 3 (smcs.earlyStop).";
    const shortened: RunEvent = { type: "shortened", reason: "agreement", message };
    const givenUp = candidate(2, { status: "aborted", text: "Half", error: message, perplexity: null });
    const early = [referenceEnd("a"), whole, cut("c", "Half"), ...merged.slice(0, 4), ...givenUp, shortened];
    await panel.show([recordOf([...chosen, ...early, scores, done], start)]);
    await expect(answerOf(panel).locator(".markdown")).toHaveText(/variant 2/);
    for (const fold of await panel.page.locator("summary").all()) await fold.click();
    await panel.page.locator(".dot.missing").first().waitFor();
    await panel.screenshot("panel-stopped-early");
    await expect.poll(() => inRed(panel)).toEqual([]);
    await panel.show([recordOf([...chosen, ...failing], start)]);
    await expect.poll(() => inRed(panel), "what is broken is red").toContain("icon icon-cross");
  });

  it("never shows a part as a whole answer", async () => {
    const panel = await openPanel();
    await panel.show([recordOf([...chosen, cut("a", "A beginning"), stop], start)]);
    await expect(words(panel)).toHaveText("Part of an answer of a");
    await expect(answerOf(panel).locator(".reply-part")).toBeVisible();
    await expect(answerOf(panel).getByText("Stopped before an answer was complete.")).toBeVisible();
    for (const name of ["Use This", "Merge Now"]) await expect(panel.button(name), name).toHaveCount(0);
  });

  it("shows the best merged answer that is whole, which can become the reply", async () => {
    const panel = await openPanel();
    const half = candidate(0, { status: "aborted", text: "Half a merged", perplexity: null });
    await panel.show([recordOf([...chosen, ...answered, ...half, ...merged.slice(2), stop], start)]);
    await expect(answerOf(panel).locator(".markdown"), "written with the most certainty").toHaveText(/variant 2/);
    await expect(words(panel)).toHaveText("Merged from 2 answers by c");
    await expect(answerOf(panel).getByText("Stopped before comparing.")).toBeVisible();
    await answerOf(panel).getByRole("button", { name: "Use This Answer" }).click();
    await panel.sends({ type: "choose", runId: "run", draw: 1 });
    await panel.button("Merge Now").click();
    await panel.play([{ type: "run-resume", withdrawn: [] }]);
    await expect(answerOf(panel).locator(".markdown"), "what is being read stays").toHaveText(/variant 2/);
  });
});
