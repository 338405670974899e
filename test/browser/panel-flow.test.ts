import { describe, it } from "node:test";
import { recordOf, referenceEnd, runStart, selectionEnd } from "../support/panel/example-run.ts";
import type { RunEvent } from "../../src/core/record/index.ts";
import { deep, part } from "../support/deep.ts";
import { eventually, expect } from "../support/expect.ts";
import { cutOff } from "../support/panel/cut-off.ts";
import { done, failing, finishedRun, merged, opening, scores, twoAnswered, winning } from "../support/panel/runs.ts"; // prettier-ignore
import type { PanelPage } from "../support/panel/panel-page.ts";
import { answerOf, words } from "../support/panel/run-view.ts";
import { themes } from "../support/panel/theme.ts";
import { usePanel } from "../support/panel/use-panel.ts";
import { restingBox } from "../support/resting-box.ts";

const [start, ...chosen] = opening();
const broken = recordOf([...chosen, ...twoAnswered, ...merged, scores, done], start);

/** Returns whether an element's whole text is visible in it. */
async function isWhole({ page }: PanelPage, selector: string): Promise<boolean> {
  return page.evaluate(
    `(({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
      clientWidth > 0 && scrollWidth <= clientWidth + 1 && scrollHeight <= clientHeight + 1)(document.querySelector("${selector}"))`,
  );
}

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
    // The question is being asked already.
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
    await expect(panel.page.locator(".earlier").getByRole("group", { name: "Answer", exact: true })).toHaveCount(2);
    await panel.screenshot("panel-earlier");
  });

  it("shows two lines of many, and the others when they are wanted", async () => {
    const panel = await openPanel();
    const lines = Array.from({ length: 12 }, (_, index) => `Line ${index + 1} of the question.`);
    await panel.show([finishedRun("one", "Why?"), finishedRun("two", lines.join("\n"))]);
    const question = panel.page.getByRole("heading", { level: 2 });
    const short = (await restingBox(question.first())).height;
    const whole = panel.button("Show the Whole Question");
    await expect(whole, "a question of one line is there as it is").toHaveCount(1);
    expect((await restingBox(question.last())).height, "two lines").toBe(2 * short);
    await whole.press("Enter");
    await expect(whole).toHaveAttribute("aria-expanded", "true");
    expect((await restingBox(question.last())).height, "all lines").toBe(12 * short);
    await expect(whole).toBeFocused();
    await panel.page.keyboard.press("Enter");
    await expect(whole).toHaveAttribute("aria-expanded", "false");
    expect((await restingBox(question.last())).height).toBe(2 * short);
    const edit = panel.page.locator("[data-run=two]").getByRole("button", { name: "Edit Question" });
    await edit.press("Enter");
    await expect(panel.page.getByRole("textbox", { name: "Edited question" })).toHaveValue(lines.join("\n"));
    await panel.page.keyboard.press("Escape");
    expect((await restingBox(question.last())).height).toBe(2 * short);
  });

  it("shows what can be done with it where it is pointed at or has the focus, and takes no room for that", async () => {
    const panel = await openPanel();
    await panel.show([finishedRun("one", "Why?")]);
    const actions = panel.page.locator(".question-actions");
    const question = panel.page.locator(".question");
    await expect(actions).toHaveCSS("opacity", "0");
    const { height } = await restingBox(question);
    await question.hover();
    await expect(actions).toHaveCSS("opacity", "1");
    expect((await restingBox(question)).height).toBe(height);
    await panel.box.hover();
    await expect(actions).toHaveCSS("opacity", "0");
    await panel.button("Edit Question").focus();
    await expect(actions).toHaveCSS("opacity", "1");
    expect((await restingBox(question)).height).toBe(height);
  });
});

describe("a model that failed", () => {
  const openPanel = usePanel();

  it("is asked again from its line, while the answer stays until there is a new one", async () => {
    const panel = await openPanel();
    await panel.show([broken]);
    await panel.page.locator(".run-line > summary").click();
    await expect(panel.page.getByRole("heading", { level: 3 })).toHaveText("2 of 3 models answered");
    const retry = panel.button("Retry c");
    await retry.scrollIntoViewIfNeeded();
    if (deep) await panel.screenshot("panel-retry");
    await retry.press("Enter");
    await panel.sends({ type: "retry", runId: "run", references: [{ model: "c" }] });
    await expect(panel.box).toBeFocused();
    await panel.play([
      { type: "run-resume", model: "c", withdrawn: broken.warnings },
      { type: "reference-start", model: "c" },
    ]);
    await expect(words(panel)).toHaveText(/Asking c again…$/);
    await expect(answerOf(panel).locator(".markdown")).toHaveText(/variant 2/);
    await expect(panel.page.getByText("Other answers (4)")).toBeVisible();
    await expect(panel.page.getByText("1 note", { exact: true })).toHaveCount(0);
    await panel.screenshot("panel-retrying");
    const end: RunEvent[] = [referenceEnd("c"), ...merged, scores, done];
    await panel.play(end);
    await expect(panel.page.getByRole("heading", { level: 3 })).toHaveText("3 of 3 models answered");
    await expect(panel.page.locator("details.reference"), "the line of each model").toHaveCount(3);
    await expect(retry).toHaveCount(0);
  });

  it("is asked again from a run that failed", async () => {
    const panel = await openPanel();
    await panel.show([recordOf([...chosen, ...failing], start)]);
    await panel.button("Retry b").first().click();
    await panel.sends({ type: "retry", runId: "run", references: [{ model: "b" }] });
  });
});

describe("the line above an answer", () => {
  const openPanel = usePanel();
  const selection = selectionEnd();
  const pause = { reason: "the rate limit of lab is reached, it asks for patience", milliseconds: 60_000 };
  const unreachable = "lab: no connection to http://gpu-box.local:8000/v1. Is the server running?";
  const delta = (model: string, text: string, more: { thinking?: string; firstTokenMs?: number } = {}) =>
    ({ type: "reference-delta", model, text, thinking: "", ...more }) as const;

  /** Events of a model, each with the text of the model's row after it. */
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

  it("is one line from the first moment to the last, whatever the models do", async () => {
    for (const width of [380, 250]) {
      const panel = await openPanel({ width });
      await panel.show([]);
      await panel.play([start]);
      const line = panel.page.locator(".run-line > summary");
      const { height } = await restingBox(line);
      const states = panel.page.getByRole("list", { name: "Models" }).getByRole("listitem");
      for (const event of [selection, ...steps.map(([step]) => step), ...merged, scores, done]) {
        await panel.play([event]);
        expect((await restingBox(line)).height, `at ${width} px: ${event.type}`).toBe(height);
        if (event !== steps.at(-1)?.[0]) continue;
        await expect(states).toHaveText(["finished a", "failed b", "cut off c"], { useInnerText: true });
        await expect.poll(() => isWhole(panel, ".states"), `all states at ${width} px`).toBe(true);
      }
      await expect(states).toHaveCount(0);
      await expect.poll(() => cutOff(panel)).toEqual([]);
    }
  });

  it("has a row for each model behind it that keeps its height, whatever it says short of a failure", async () => {
    for (const width of [380, 250]) {
      const panel = await openPanel({ width });
      await panel.show([]);
      await panel.play([start, selection]);
      await panel.page.locator(".run-line > summary").click();
      const rows = panel.page.locator("details.reference > summary");
      await expect(rows).toHaveText(["waiting a waiting", "waiting b waiting", "waiting c waiting"], {
        useInnerText: true,
      });
      const all = panel.page.locator(".references");
      const { height } = await restingBox(all);
      for (const [event, row] of steps) {
        await panel.play([event]);
        await expect(rows.nth(["a", "b", "c"].indexOf(event.model))).toHaveText(row, { useInnerText: true });
        // The reason why a model failed is shown in full.
        if (row.startsWith("failed")) break;
        expect((await restingBox(all)).height, `at ${width} px: ${row}`).toBe(height);
      }
      await expect.poll(() => isWhole(panel, ".reference-error")).toBe(true);
      await panel.play([steps.at(-1)![0]]);
      await expect(rows.last()).toHaveText(steps.at(-1)![1], { useInnerText: true });
      await expect.poll(() => isWhole(panel, ".reference-row:last-child .reference-note")).toBe(true);
      await expect.poll(() => cutOff(panel)).toEqual([]);
    }
  });

  for (const theme of part(themes, 1))
    it(`can be read in the ${theme} theme and in a narrow panel`, async () => {
      const panel = await openPanel({ theme });
      const attached = ["src/components/search-box.tsx:12-40", "Problems in src/app.ts"];
      await panel.show([broken], undefined, attached);
      await panel.play([{ ...runStart("next"), question: start.question }, selection], "next");
      await panel.play([referenceEnd("a", { text: "A first **thought**" })], "next");
      await panel.play([delta("b", "Well", { firstTokenMs: 400 })], "next");
      await panel.page.locator("[data-run=next] .run-line > summary").click();
      const line = panel.page.locator("details.reference > summary").filter({ hasText: "writing" });
      // The rate is shown once the reply has been measured for a while.
      await eventually(async () => {
        await panel.play([delta("b", "x".repeat(30))], "next");
        await expect(line).toHaveText(/b\s+0\.4 s\s+~\d+ tok\/s/, { useInnerText: true, timeout: 100 });
      });
      await expect(answerOf(panel).last().locator("strong")).toHaveText("thought");
      for (const width of [380, 250]) {
        await panel.page.setViewportSize({ width, height: 700 });
        await expect.poll(() => cutOff(panel)).toEqual([]);
        await expect(line).toHaveText(/b\s+0\.4 s\s+~\d+ tok\/s/, { useInnerText: true });
        await panel.screenshot(`panel-flow-${theme}-${width}`);
      }
    });
});
