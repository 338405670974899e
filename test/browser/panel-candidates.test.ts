import { describe, it } from "node:test";
import type { Locator } from "playwright";
import { candidate, recordOf, referenceEnd } from "../support/panel/example-run.ts";
import type { RunEvent } from "../../src/core/record/index.ts";
import { deep, part } from "../support/deep.ts";
import { eventually, expect } from "../support/expect.ts";
import { cutOff } from "../support/panel/cut-off.ts";
import { openWhy } from "../support/panel/open-why.ts";
import type { PanelPage } from "../support/panel/panel-page.ts";
import { answered, done, merged, opening, reply, runOf, winning } from "../support/panel/runs.ts";
import { announcements } from "../support/panel/announcements.ts";
import { answerOf, judged, words, written } from "../support/panel/run-view.ts";
import { themes } from "../support/panel/theme.ts";
import { usePanel } from "../support/panel/use-panel.ts";
import { violations } from "../support/panel/violations.ts";

const [start, ...chosen] = opening();
const finished = recordOf([...chosen, ...winning], start);

/** The second candidate differs in part; the third has no log-probabilities. */
const partly: readonly RunEvent[] = [
  ...answered.slice(0, 2),
  referenceEnd("c", { status: "failed", text: "", error: "lab: 503, the model is still loading." }),
  ...merged.slice(0, 2),
  ...candidate(1, { text: `Share one.\n\n${reply(2)}\nThat is all.` }),
  ...candidate(2, { text: "There is no code here.", perplexity: null }),
  {
    type: "scores",
    candidates: [0.95, 0.96, 0.91].map((similarity, draw) => ({ draw, similarity, score: similarity })),
    winner: 1,
  },
  done,
];

/** Returns left edge and width of the bars' parts, as shares of their axis. */
async function bars(panel: PanelPage, part: string): Promise<[from: number, length: number][]> {
  return panel.page.evaluate(
    `[...document.querySelectorAll(".score-bar")].map((bar) => {
      const axis = bar.getBoundingClientRect();
      const part = bar.querySelector("${part}").getBoundingClientRect();
      return [(part.left - axis.left - 1) / (axis.width - 1), part.width / (axis.width - 1)].map((share) => Math.round(share * 100));
    })`,
  );
}

/** Returns the texts that are marked as being on one side only. */
async function markedOn(panel: PanelPage, side: "left" | "right"): Promise<string[]> {
  return panel.page.evaluate(`[...(CSS.highlights.get("smcs-only-${side}") ?? [])].map(String)`);
}

/** Returns the control that chooses the answer to compare with. */
function chooserOf({ page }: PanelPage): Locator {
  return page.getByRole("combobox", { name: "Compare with" });
}

describe("candidates in the panel", () => {
  const openPanel = usePanel();

  it("have bars as long as their scores are large, on one scale that is told", async () => {
    const panel = await openPanel();
    await panel.show([finished]);
    await openWhy(panel);
    await expect.poll(() => bars(panel, ".score-total")).toEqual([[0, 86], [0, 75], [0, 61]]); // prettier-ignore
    await expect.poll(() => bars(panel, ".score-lost")).toEqual([[86, 10], [75, 20], [61, 30]]); // prettier-ignore
    await panel.page.getByText("Scale: 0 to 1.").waitFor();
  });

  it("say why perplexity is missing, which references they saw and which not", async () => {
    const panel = await openPanel();
    await panel.show([recordOf([...chosen, ...partly], start)]);
    await openWhy(panel);
    await panel.page.getByText("no log-probabilities for 1 of 3 merged answers.").waitFor();
    const origin = panel.page.getByRole("group", { name: "Score and origin" }).getByRole("listitem");
    await expect(origin).toHaveText(["a", "c not seen"], { useInnerText: true });
    await panel.page.getByText("Other answers (4)").click();
    const third = panel.page.locator(".other-list > li").filter({ hasText: "Answer 3" });
    await expect(third.locator(".chip")).toHaveText(["b", "c not seen"], { useInnerText: true });
  });

  it("become the reply with Alt and their number, which is announced once", async () => {
    const panel = await openPanel();
    await panel.show([recordOf(winning, opening("older")[0]), finished]);
    const announced = await announcements(panel);
    await panel.page.keyboard.press("Alt+3");
    await panel.sends({ type: "choose", runId: "run", draw: 2 });
    await panel.play([{ type: "choice", draw: 2 }]);
    await expect.poll(announced).toEqual(["The chat goes on from answer 3 now."]);
    await expect(words(panel).last()).toHaveText("Your choice: Answer 3. Merged from 2 answers by c");
    await expect(answerOf(panel).last().locator(".markdown")).toHaveText(/variant 3/);
    await panel.box.press("Alt+1");
    await panel.sends({ type: "choose", runId: "run", draw: 0 });
    await panel.play([{ type: "choice", draw: 0 }]);
    await expect.poll(async () => (await announced()).slice(1)).toEqual(["The chat goes on from answer 1 now."]);
    // The reply that is shown already, a missing candidate, and other keys.
    for (const key of ["Alt+1", "Alt+7", "Control+2", "2", "Alt+Shift+2"]) await panel.page.keyboard.press(key);
    await panel.sendsNothing();
  });

  it("become the reply in the run that has the focus", async () => {
    const panel = await openPanel();
    await panel.show([recordOf([...chosen, ...winning], opening("older")[0]), finished]);
    const older = panel.page.locator("[data-run=older]");
    await older.locator("summary").first().focus();
    await panel.page.keyboard.press("Alt+1");
    await panel.sends({ type: "choose", runId: "older", draw: 0 });
    await panel.play([{ type: "choice", draw: 0 }], "older");
    await expect(panel.page.getByRole("log")).toContainText("The chat goes on from answer 1 now.");
  });

  it("cannot be chosen while the run goes on, or when they failed", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.play([start, ...chosen, ...answered, ...merged.slice(0, 3)]);
    await expect(words(panel)).toHaveText("Draft: a · 1 of 3 merged answers ready");
    await panel.page.keyboard.press("Alt+1");
    await panel.sendsNothing();
    const two: RunEvent = {
      type: "scores",
      candidates: [0, 2].map((draw) => ({ draw, similarity: 0.9, score: 0.9 - draw / 4 })),
      winner: 0,
    };
    await panel.play([...candidate(1, { status: "failed", text: "" }).slice(1), ...merged.slice(4), two, done]);
    await panel.page.getByText("Other answers (4)").click();
    const failed = panel.page.locator(".other-list > li").filter({ hasText: "Answer 2" });
    await expect(failed).toContainText("failed");
    await expect(failed.getByRole("button")).toHaveCount(0);
    await expect(panel.button("Use This Answer"), "of the third").toHaveCount(1);
    await panel.page.keyboard.press("Alt+2");
    await panel.sendsNothing();
    await panel.page.keyboard.press("Alt+3");
    await panel.sends({ type: "choose", runId: "run", draw: 2 });
  });

  it("stand side by side where there is room, with the words marked that only one of them has", async () => {
    const panel = await openPanel({ width: 800 });
    await panel.show([recordOf([...chosen, ...partly], start)]);
    await panel.button("Compare").click();
    await expect(chooserOf(panel), "the best rival").toHaveValue("0");
    const columns = answerOf(panel).getByRole("region");
    await expect(columns).toHaveCount(2);
    const boxes = () => Promise.all([columns.first().boundingBox(), columns.last().boundingBox()]);
    await eventually(async () => {
      const [left, right] = await boxes();
      expect(left?.y).toBe(right?.y);
      expect(left!.x + left!.width).toBeLessThanOrEqual(right!.x);
    });
    await expect.poll(() => markedOn(panel, "left")).toEqual(["Share one", "2", "That is all"]);
    await expect.poll(() => markedOn(panel, "right")).toEqual(["1"]);
    await panel.page.getByText("Marked: 3 passages only in Answer 2, 1 passage only in Answer 1.").waitFor();
    await panel.page.setViewportSize({ width: 250, height: 700 });
    await eventually(async () => {
      const [above, below] = await boxes();
      expect(above!.y + above!.height).toBeLessThanOrEqual(below!.y);
      expect(above!.x).toBe(below!.x);
    });
  });

  it("have their code compared by the editor, and go back to one", async () => {
    const panel = await openPanel();
    await panel.show([recordOf([...chosen, ...partly], start)]);
    await expect(chooserOf(panel), "it is there only while they are compared").toHaveCount(0);
    await panel.button("Compare").click();
    await panel.button("Compare Code in Editor").click();
    await panel.sends({ type: "compare-code", runId: "run", draws: [1, 0] });
    await expect.poll(() => markedOn(panel, "right")).toEqual(["1"]);
    await panel.button("Use This Answer").click();
    await panel.sends({ type: "choose", runId: "run", draw: 0 });
    await chooserOf(panel).selectOption("Answer 3");
    await panel.page.getByRole("heading", { level: 3, name: "Answer 3" }).waitFor();
    await chooserOf(panel).press("Escape");
    await expect(chooserOf(panel)).toHaveCount(0);
    await expect.poll(() => markedOn(panel, "left")).toEqual([]);
    await expect(answerOf(panel).locator(".markdown")).toHaveText(/variant 2/);
    await panel.button("Compare").click();
    await panel.button("End Comparison").click();
    await expect(panel.button("End Comparison")).toHaveCount(0);
  });

  it("keep the focus where they are compared, and where that ends", async () => {
    const panel = await openPanel();
    await panel.show([finished]);
    await panel.button("Compare").press("Enter");
    await expect(chooserOf(panel)).toBeFocused();
    await chooserOf(panel).press("ArrowDown");
    await expect(chooserOf(panel)).toHaveValue("2");
    await expect(chooserOf(panel)).toBeFocused();
    for (const key of ["Enter", "Escape"]) {
      await panel.button("End Comparison").press(key);
      await expect(chooserOf(panel)).toHaveCount(0);
      await expect(panel.button("Compare")).toBeFocused();
      await panel.page.keyboard.press("Enter");
      await expect(chooserOf(panel)).toBeFocused();
    }
    await panel.button("Use This Answer").press("Enter");
    await panel.sends({ type: "choose", runId: "run", draw: 0 });
    await panel.play([{ type: "choice", draw: 0 }]);
    await expect(chooserOf(panel), "what was beside the answer is the answer").toHaveCount(0);
    await expect(panel.button("Compare")).toBeFocused();
    // The focus stays where the user writes.
    await panel.page.keyboard.press("Enter");
    await expect(chooserOf(panel)).toHaveValue("1");
    await panel.box.press("Alt+2");
    await panel.play([{ type: "choice", draw: 1 }]);
    await expect(chooserOf(panel)).toHaveCount(0);
    await expect(panel.box).toBeFocused();
  });

  it("are compared from the list of the others, where the answer stands", async () => {
    const panel = await openPanel();
    await panel.show([finished]);
    await panel.page.getByText("Other answers (5)").click();
    const third = panel.page.locator(".other-list > li").filter({ hasText: "Answer 3" });
    await third.getByRole("button", { name: "Compare" }).press("Enter");
    await expect(chooserOf(panel)).toHaveValue("2");
    await expect(chooserOf(panel)).toBeFocused();
    await expect(chooserOf(panel)).toBeInViewport();
  });

  it("agree or not, which stands below the answer and leads to what it disagrees with", async () => {
    const panel = await openPanel();
    const line = panel.page.locator(".verdict-line strong");
    for (const [agreeing, said] of [
      [[1, 0, 2], "All 3 agree"],
      [[1, 2], "2 of 3 agree"],
      [[1], "They disagree: compare"],
    ] as const) {
      await panel.show([recordOf([...chosen, ...answered, ...merged, judged(agreeing), done], start)]);
      await expect(line).toHaveText(said);
    }
    await line.getByRole("button", { name: "compare" }).press("Enter");
    await expect(chooserOf(panel), "the best of those that say something else").toHaveValue("0");
    await expect(chooserOf(panel)).toBeFocused();
    await expect(line).toHaveText("They disagree");
  });

  it("offer to insert, apply and keep each block of their code, with what stands behind its fence", async () => {
    const panel = await openPanel();
    const text = "```ts src/a.ts\nlet a;\n```";
    await panel.show([runOf(text)]);
    await panel.button("Apply").click();
    await panel.sends({ type: "code", action: "apply", code: "let a;", info: "ts src/a.ts" });
    for (const [name, action] of [
      ["Insert at Cursor", "insert"],
      ["Open in New File", "new-file"],
    ] as const) {
      await panel.button("More actions for this code").click();
      await panel.page.getByRole("menuitem", { name }).click();
      await panel.sends({ type: "code", action, code: "let a;", info: "ts src/a.ts" });
      await expect(panel.page.getByRole("menu")).toHaveCount(0);
    }
  });

  it("have no such offer for code that is still being written", async () => {
    const panel = await openPanel();
    await panel.show([]);
    const text = "```ts\nlet a;";
    await panel.play([start, ...chosen, written("a", text)]);
    await panel.button("Copy Code").waitFor();
    await expect(panel.button("Apply")).toHaveCount(0);
    await expect(panel.button("More actions for this code")).toHaveCount(0);
    await panel.play([referenceEnd("a", { text: `${text}\n\`\`\`` })]);
    await expect(panel.button("Apply")).toHaveCount(1);
    await expect(panel.button("More actions for this code")).toHaveCount(1);
  });

  for (const theme of part(themes, 1))
    it(`are pictured in the ${theme} theme, without anything that axe objects to`, async () => {
      const panel = await openPanel({ theme, height: 900 });
      for (const width of [250, 380, 900]) {
        const pictured = async (view: string): Promise<void> => {
          if (deep || width === 380) await panel.screenshot(`${view}-${theme}-${width}`);
        };
        await panel.page.setViewportSize({ width, height: 900 });
        await panel.show([{ ...finished, runId: `scores at ${width}` }]);
        await panel.button("Compare").waitFor();
        await pictured("answer");
        await panel.page.getByText("Other answers (5)").click();
        await openWhy(panel);
        await pictured("scores");
        if (deep || width === 250) await expect.poll(() => violations(panel)).toEqual([]);
        await expect.poll(() => cutOff(panel)).toEqual([]);
        await panel.page.getByRole("group", { name: "Score and origin" }).scrollIntoViewIfNeeded();
        await pictured("score-facts");
        await panel.show([{ ...recordOf([...chosen, ...partly], start), runId: `at ${width}` }]);
        await panel.button("Compare").click();
        await panel.page.getByText("Marked: 3 passages").waitFor();
        await pictured("compare");
        if (deep || width === 250) await expect.poll(() => violations(panel)).toEqual([]);
        await expect.poll(() => cutOff(panel)).toEqual([]);
      }
    });
});
