import { describe, it } from "node:test";
import { recordOf, referenceEnd } from "../support/panel/example-run.ts";
import type { RunEvent } from "../../src/core/record/index.ts";
import { pairs } from "../support/deep.ts";
import { expect } from "../support/expect.ts";
import { codeIsColoured } from "../support/panel/code-is-coloured.ts";
import { cutOff } from "../support/panel/cut-off.ts";
import { endpoints, type PanelPage } from "../support/panel/panel-page.ts";
import { answered, done, merged, opening, reply, scores } from "../support/panel/runs.ts";
import { answerOf, judged, written } from "../support/panel/run-view.ts";
import { themes } from "../support/panel/theme.ts";
import { usePanel } from "../support/panel/use-panel.ts";

const [start, ...chosen] = opening();
const demo = { ...endpoints, mode: "demo", description: "15 simulated models" } as const;
const whole = referenceEnd("a", { text: reply(1) });
const dead = (model: string): RunEvent =>
  referenceEnd(model, {
    status: "failed",
    text: "",
    error: `office/${model} at http://gpu-box.local:8000/v1: connection refused. Is the server running, and is the port right?`,
    failure: "connect",
    servedBy: `office/${model}`,
  });
const asked = (text: string, label: string, simulated = false) => ({
  ...start,
  simulated,
  question: { text, context: [{ label, text: "return summ;" }], conversation: [] },
});
const agreed = [...chosen, ...answered, ...merged, judged([0, 1, 2]), done];

/** States of the panel at the turns and ends of the journeys in docs/journeys.md. */
const views: Readonly<Record<string, (panel: PanelPage) => Promise<void>>> = {
  "first-answer": async (panel) => {
    await panel.show([recordOf(agreed, { ...start, simulated: true })], demo);
  },
  "own-question": async (panel) => {
    await panel.show([], demo);
    const nearest = [
      "How does a list comprehension work in Python?",
      'How do I fix "cannot borrow as mutable because it is also borrowed as immutable" in Rust?',
      "What are the SOLID principles in short?",
    ];
    await panel.unknownToDemo(nearest);
    await expect(panel.page.getByRole("alert")).toBeVisible();
  },
  "own-server": async (panel) => {
    await panel.show([], { ...endpoints, description: "office (4 models)" });
  },
  explained: async (panel) => {
    await panel.show([recordOf(agreed, asked("Explain this code", "src/shop/basket.ts:1-4"))]);
  },
  fixed: async (panel) => {
    const question = "Fix this problem: Cannot find name 'summ'. Did you mean 'sum'?";
    await panel.show([recordOf(agreed, asked(question, "Problem in src/shop/basket.ts:4"))]);
  },
  slow: async (panel) => {
    await panel.show([]);
    await panel.play([start, ...chosen, written("a", reply(1), 300), whole, written("b", "Half", 400)]);
  },
  stopped: async (panel) => {
    const cut = referenceEnd("b", { status: "aborted", text: "Half", error: "stopped" });
    const end: RunEvent = { type: "run-end", outcome: "aborted", durationMs: 2_900, error: null };
    await panel.show([recordOf([...chosen, whole, cut, referenceEnd("c"), end], start)]);
    await expect(panel.button("Merge Now")).toBeVisible();
  },
  "dead-server": async (panel) => {
    await panel.show([recordOf([...chosen, whole, dead("b"), dead("c"), ...merged, scores, done], start)]);
    await panel.page.getByText("office cannot be reached").click();
    await expect(panel.button("Change Address")).toBeVisible();
    await panel.button("Change Address").scrollIntoViewIfNeeded();
  },
  "all-dead": async (panel) => {
    const end: RunEvent = { type: "run-end", outcome: "failed", durationMs: 800, error: "No model answered." };
    await panel.show([recordOf([...chosen, dead("a"), dead("b"), dead("c"), end], start)]);
    await expect(panel.button("Change Address")).toBeVisible();
  },
};

const looks = [280, 400, 700].flatMap((width) => themes.map((theme) => ({ width, theme })));

describe("the panel on a journey", () => {
  const openPanel = usePanel();

  for (const [view, { width, theme }] of pairs(Object.keys(views), looks))
    it(`has everything in sight: ${view} at ${width} px, ${theme}`, async () => {
      const panel = await openPanel({ width, theme });
      await views[view]!(panel);
      await panel.drawn();
      await codeIsColoured(panel);
      await panel.screenshot(`journey-${view}-${width}-${theme}`);
      await expect.poll(() => cutOff(panel)).toEqual([]);
      if (view === "stopped") await expect(answerOf(panel).getByText("Stopped before merging.")).toBeVisible();
    });
});
