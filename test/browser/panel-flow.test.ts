import { describe, it } from "node:test";
import { recordOf, referenceEnd, runStart, selectionEnd } from "../../media/panel/record/example-run.ts";
import type { RunEvent } from "../../src/protocol/run.ts";
import { deep, part } from "../support/deep.ts";
import { eventually, expect } from "../support/expect.ts";
import { cutOff } from "../support/panel/cut-off.ts";
import { answered, done, failing, finishedRun, merged, opening, scores, twoAnswered, winning } from "../support/panel/runs.ts"; // prettier-ignore
import { themes } from "../support/panel/theme.ts";
import { usePanel } from "../support/panel/use-panel.ts";
import { restingBox } from "../support/resting-box.ts";

const [start, ...chosen] = opening();
const broken = recordOf([...chosen, ...twoAnswered, ...merged, scores, done], start);

describe("a question that was asked", () => {
  const openPanel = usePanel();

  it("is asked again in its place, with the preset and the system that it had", async () => {
    const panel = await openPanel();
    await panel.show([{ ...finishedRun("one", "Why?"), preset: "economy", system: "self-moa" }]);
    await expect(panel.page.getByRole("list", { name: "Attached", exact: true })).toContainText("/economy");
    if (deep) await panel.screenshot("panel-asked");
    await panel.button("Ask Again").press("Enter");
    const asked = { type: "ask", text: "Why?", replaces: "one", preset: "economy", system: "self-moa" };
    await panel.sends(asked);
    await expect(panel.box).toBeFocused();
    // It is asked already.
    await panel.button("Ask Again").press("Enter");
    await panel.sendsNothing();
  });

  it("is edited where it stands: Escape leaves it, Enter asks it", async () => {
    const panel = await openPanel();
    await panel.show([finishedRun("one", "Why?"), finishedRun("two", "And then?")]);
    const editor = panel.page.getByRole("textbox", { name: "Edited question" });
    const edit = panel.page.locator("[data-run=one]").getByRole("button", { name: "Edit Question" });
    await edit.press("Enter");
    await expect(editor).toBeFocused();
    await panel.page.keyboard.type(" Say more.");
    await expect(editor).toHaveValue("Why? Say more.");
    if (deep) await panel.screenshot("panel-edit");
    await panel.page.keyboard.press("Escape");
    await expect(editor).toHaveCount(0);
    await expect(edit).toBeFocused();
    await panel.page.keyboard.press("Enter");
    await expect(editor).toHaveValue("Why?");
    await panel.page.keyboard.type(" Exactly?");
    await panel.page.keyboard.press("Enter");
    await panel.sends({ type: "ask", text: "Why? Exactly?", replaces: "one", system: "smcs" });
    await expect(editor).toHaveCount(0);
    await panel.send({ type: "not-asked", text: "Why? Exactly?", replaces: "one", failure: "No endpoint." });
    await expect(editor, "nothing that was written is lost").toHaveValue("Why? Exactly?");
  });

  it("takes the place of what it replaces, which can still be read and not be changed", async () => {
    const panel = await openPanel();
    await panel.show([finishedRun("one", "Why?"), finishedRun("two", "And then?")]);
    const replacing = { ...runStart("three"), question: { ...start.question, text: "Why not?" }, replaces: "one" };
    await panel.play([replacing], "three");
    const questions = panel.page.getByRole("heading", { level: 2 });
    await expect(questions).toHaveText(["Why not?"]);
    await panel.play([...chosen, ...winning], "three");
    await panel.page.getByText("Earlier answers to 2 questions").click();
    await expect(questions).toHaveText(["Why?", "And then?", "Why not?"]);
    await expect(panel.button("Edit Question"), "there is one for the newest alone").toHaveCount(1);
    await expect(panel.page.locator(".earlier").getByRole("tablist")).toHaveCount(2);
    await panel.screenshot("panel-earlier");
  });
});

describe("a model that failed", () => {
  const openPanel = usePanel();

  it("is asked again from its line, while the answer stays until there is a new one", async () => {
    const panel = await openPanel();
    await panel.show([broken]);
    await panel.page.getByText("2 of 3 models answered", { exact: true }).click();
    const retry = panel.button("Retry c");
    await retry.scrollIntoViewIfNeeded();
    if (deep) await panel.screenshot("panel-retry");
    await retry.press("Enter");
    await panel.sends({ type: "retry", runId: "run", model: "c" });
    await expect(panel.box).toBeFocused();
    await panel.play([
      { type: "run-resume", model: "c", withdrawn: broken.warnings },
      { type: "reference-start", model: "c" },
    ]);
    await panel.page.getByText("Asking c again…").waitFor();
    await expect(panel.page.getByRole("tab")).toHaveCount(3);
    await expect(panel.page.getByText("2 of 3 models answered.")).toHaveCount(0);
    await panel.screenshot("panel-retrying");
    const end: RunEvent[] = [referenceEnd("c"), ...merged, scores, done];
    await panel.play(end);
    await panel.page.getByText("3 of 3 models answered", { exact: true }).click();
    await expect(panel.page.locator("details.reference"), "the line of each model").toHaveCount(3);
    await expect(retry).toHaveCount(0);
  });

  it("is asked again from a run that failed", async () => {
    const panel = await openPanel();
    await panel.show([recordOf([...chosen, ...failing], start)]);
    await panel.button("Retry b").first().click();
    await panel.sends({ type: "retry", runId: "run", model: "b" });
  });
});

describe("the strip of models", () => {
  const openPanel = usePanel();
  const selection = selectionEnd();
  const pause = { reason: "the rate limit of lab is reached, it asks for patience", milliseconds: 60_000 };
  const unreachable = "lab: no connection to http://gpu-box.local:8000/v1. Is the server running?";
  const delta = (model: string, text: string, more: { thinking?: string; firstTokenMs?: number } = {}) =>
    ({ type: "reference-delta", model, text, thinking: "", ...more }) as const;

  /** What happens to a model, and what its line says then. */
  const steps: readonly [event: RunEvent & { readonly model: string }, line: string][] = [
    [{ type: "reference-start", model: "a" }, "writing a waiting"],
    [{ type: "reference-pause", model: "a", ...pause }, `writing a waits 1 min 0 s: ${pause.reason}`],
    [delta("a", "", { thinking: "Hm.", firstTokenMs: 1234 }), "writing a 1.2 s thinking"],
    [delta("a", "Well."), "writing a 1.2 s"],
    [
      referenceEnd("a", { usage: { promptTokens: 9, completionTokens: 9999 }, costUsd: 12.5 }),
      "finished a 0.1 s 5263 tok/s $12.50",
    ],
    [referenceEnd("b", { status: "failed", error: unreachable }), `failed b ${unreachable}`],
    [referenceEnd("c", { status: "truncated" }), "cut off c cut off · 2.0 s · $0.0010"],
  ];

  it("keeps its height from the first moment to the last, whatever its lines say", async () => {
    for (const width of [380, 250]) {
      const panel = await openPanel({ width });
      await panel.show([]);
      await panel.play([start, selection]);
      const strip = panel.page.getByRole("list", { name: "Models" });
      const lines = strip.getByRole("listitem");
      await expect(lines).toHaveText(["waiting a waiting", "waiting b waiting", "waiting c waiting"], {
        useInnerText: true,
      });
      const { height } = await restingBox(strip);
      for (const [event, line] of steps) {
        await panel.play([event]);
        await expect(lines.nth(["a", "b", "c"].indexOf(event.model))).toHaveText(line, { useInnerText: true });
        expect((await restingBox(strip)).height, `at ${width} px: ${line}`).toBe(height);
      }
      await expect.poll(() => cutOff(panel)).toEqual([]);
    }
  });

  for (const theme of part(themes, 1))
    it(`can be read in the ${theme} theme and in a narrow panel`, async () => {
      const panel = await openPanel({ theme });
      const attached = ["src/components/search-box.tsx:12-40", "Problems in src/app.ts"];
      await panel.show([broken], undefined, attached);
      await panel.play([{ ...runStart("next"), question: start.question }, selection, answered[0]!], "next");
      await panel.play([delta("b", "Well", { firstTokenMs: 400 })], "next");
      const line = panel.page.getByRole("listitem").filter({ hasText: "writing" });
      // The rate is known once the reply was watched for a while.
      await eventually(async () => {
        await panel.play([delta("b", "x".repeat(30))], "next");
        await expect(line).toHaveText(/b\s+0\.4 s\s+~\d+ tok\/s/, { useInnerText: true, timeout: 100 });
      });
      await panel.play([{ type: "candidate-start", draw: 0, subset: ["a"], aggregator: "c" }], "next");
      await panel.play([{ type: "candidate-delta", draw: 0, text: "A first **thought**", thinking: "" }], "next");
      await expect(panel.page.locator("strong", { hasText: "thought" })).toBeVisible();
      for (const width of [380, 250]) {
        await panel.page.setViewportSize({ width, height: 700 });
        await expect.poll(() => cutOff(panel)).toEqual([]);
        await expect(line).toHaveText(/b\s+0\.4 s\s+~\d+ tok\/s/, { useInnerText: true });
        await panel.screenshot(`panel-flow-${theme}-${width}`);
      }
    });
});
