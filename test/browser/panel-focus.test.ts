import { describe, it } from "node:test";
import { recordOf } from "../support/panel/example-run.ts";
import type { RunEvent } from "../../src/core/record/index.ts";
import { part } from "../support/deep.ts";
import { expect } from "../support/expect.ts";
import { endpoints, type PanelPage } from "../support/panel/panel-page.ts";
import { judged, written } from "../support/panel/run-view.ts";
import { answered, done, finishedRun, merged, opening, scores, twoAnswered, winning } from "../support/panel/runs.ts";
import { showState, stateNames } from "../support/panel/states.ts";
import { tabTo, tabThrough } from "../support/panel/tab-to.ts";
import { usePanel } from "../support/panel/use-panel.ts";

const [start, ...chosen] = opening();
const finished = recordOf([...chosen, ...winning], start);
const stop: RunEvent = { type: "run-end", outcome: "aborted", durationMs: 900, error: null };
const waiting = ["And in Python?", "And in Go?"].map((text, index) => ({ id: `q${index}`, text, attached: [] }));

/** Moves to a button with Tab and presses it. */
async function press(panel: PanelPage, name: string | RegExp): Promise<void> {
  await tabTo(panel, name);
  await panel.page.keyboard.press("Enter");
}

describe("the focus", () => {
  const openPanel = usePanel();

  for (const state of part(stateNames, 8))
    it(`goes once through all there is, from top to bottom, and out again: ${state}`, async () => {
      const panel = await openPanel({ width: 280, height: 900 });
      await showState(panel, state);
      // Suggestions, a menu and a comparison handle keys themselves.
      await panel.page.keyboard.press("Escape");
      const passed = await tabThrough(panel);
      const names = passed.map(({ name }) => name);
      expect(names).toContain("Ask a coding question");
      expect(names.indexOf("New Chat")).toBeLessThan(names.indexOf("Ask a coding question"));
    });

  it("is in the question box when what had it is removed, whoever removed it", async () => {
    const panel = await openPanel();
    await panel.show([], endpoints, ["src/a.ts"]);
    await panel.play([start, ...chosen]);
    await press(panel, "Remove src/a.ts");
    await panel.send({ type: "attached", attached: [] });
    await expect(panel.box).toBeFocused();
    await panel.send({ type: "queue", queued: waiting });
    await press(panel, "Do not ask: And in Python?");
    await panel.send({ type: "queue", queued: waiting.slice(1) });
    await expect(panel.focus, "the next one in the list").toHaveAccessibleName("Do not ask: And in Go?");
    // The queued question's turn has come.
    await panel.send({ type: "queue", queued: [] });
    await expect(panel.box).toBeFocused();
  });

  it("stays with Stop when the run ends, and goes nowhere else", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.play([start, ...chosen]);
    await press(panel, "Stop");
    await panel.sends({ type: "stop" });
    await panel.play([stop]);
    await expect(panel.focus).toHaveAccessibleName("Send");
  });

  it("is in the question box when a run breaks off at once, or the way to begin is gone", async () => {
    const panel = await openPanel();
    await panel.show([], { ...endpoints, mode: "empty", description: "No endpoint" });
    await press(panel, "Try Demo Models");
    await panel.send({ type: "status", status: { ...endpoints, mode: "demo" } });
    await expect(panel.box).toBeFocused();
    await panel.play([start]);
    await panel.page.locator(".run-line > summary").focus();
    await panel.play([{ type: "run-end", outcome: "failed", durationMs: 1, error: "There is no endpoint." }]);
    await expect(panel.box).toBeFocused();
    await panel.send({ type: "status", status: { ...endpoints, problem: "smcs.endpoints: lab has no baseUrl." } });
    await press(panel, "Open Settings");
    await panel.send({ type: "status", status: endpoints });
    await expect(panel.box).toBeFocused();
  });

  it("is in the question box when another chat is shown in place of the one that had it", async () => {
    const panel = await openPanel();
    await panel.show([finished]);
    await tabTo(panel, /^Why this answer/);
    await panel.show([]);
    await expect(panel.box).toBeFocused();
  });

  it("is in the question box when a run goes on, from a card, a row or where it was stopped", async () => {
    const panel = await openPanel({ height: 900 });
    await panel.show([recordOf([...chosen, ...twoAnswered, ...merged, scores, done], start)]);
    await press(panel, /^failed ?lab reported an error/);
    await press(panel, "Retry c");
    await panel.play([{ type: "run-resume", model: "c", withdrawn: [] }]);
    await expect(panel.box).toBeFocused();
    await panel.show([recordOf([...chosen, ...answered.slice(1), stop], start)]);
    await press(panel, "Merge Now");
    await panel.play([{ type: "run-resume", withdrawn: [] }, ...merged, judged([0, 1, 2]), done]);
    await expect(panel.box).toBeFocused();
  });

  it("is in the question box when a notice is dismissed, or one of the offered questions is asked", async () => {
    const panel = await openPanel();
    await panel.show([], { ...endpoints, mode: "demo" });
    await panel.send({ type: "failure", message: "The question bank could not be read." });
    await press(panel, "Dismiss");
    await expect(panel.box).toBeFocused();
    await panel.unknownToDemo(["What is a closure?"]);
    await press(panel, "What is a closure?");
    await panel.play(opening("next"), "next");
    await expect(panel.box).toBeFocused();
  });

  it("stays on the code that is being read while it grows, and keeps the draft in place", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.play([start, ...chosen, written("a", "Like this:\n\n```ts\nconst a = 1;\n", 300)]);
    await tabTo(panel, /^const a/);
    await panel.play([written("a", "const b = 2;\n```\n\nAnd more.\n\n")]);
    await expect(panel.page.getByText("And more.")).toBeVisible();
    await expect(panel.focus).toHaveText(/^const a = 1;\s*const b = 2;/);
    await panel.play([...answered.slice(1), ...merged, scores, done]);
    await expect(panel.page.getByText("The answer is ready.").first()).toBeVisible();
    await expect(panel.focus, "what is being read").toHaveText(/^const a = 1;/);
    await press(panel, "Show Answer");
    await expect(panel.focus).toHaveAccessibleName("Answer");
    await expect(panel.focus).toContainText("variant 2");
  });

  it("is not taken from the editor when something goes away meanwhile", async () => {
    const panel = await openPanel();
    await panel.show([finishedRun("one", "Why?")]);
    await tabTo(panel, /^Why this answer/);
    // Simulates a window where the editor has the focus.
    await panel.page.evaluate("document.hasFocus = () => false");
    await panel.show([]);
    await expect(panel.page.getByText("Several models answer")).toBeVisible();
    await expect(panel.box).not.toBeFocused();
  });

  it("gets back to the button of a menu, and from a comparison to where it began", async () => {
    const panel = await openPanel();
    const { keyboard } = panel.page;
    await panel.show([recordOf([...chosen, ...answered, ...merged, judged([1]), done], start)]);
    await press(panel, "More actions for this answer");
    await expect(panel.focus).toHaveRole("menuitem");
    await keyboard.press("Escape");
    await expect(panel.focus).toHaveAccessibleName("More actions for this answer");
    await press(panel, "compare");
    await expect(panel.focus).toHaveRole("combobox");
    await keyboard.press("Escape");
    await expect(panel.focus).toHaveText("Compare");
  });
});
