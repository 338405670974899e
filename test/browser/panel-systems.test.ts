import { describe, it } from "node:test";
import type { RunRecord } from "../../src/core/record/index.ts";
import { pairs, part } from "../support/deep.ts";
import { expect } from "../support/expect.ts";
import { openWhy } from "../support/panel/open-why.ts";
import type { PanelPage } from "../support/panel/panel-page.ts";
import type { PanelWindow } from "../support/panel/panel-window.ts";
import { previewed } from "../support/panel/reasons.ts";
import { play, scenes } from "../support/panel/system-runs.ts";
import { usePanel } from "../support/panel/use-panel.ts";
import { violations } from "../support/panel/violations.ts";

/** Opens a panel with the run of a scene. */
async function show(panel: PanelPage, name: string): Promise<RunRecord> {
  const { record } = await play(name);
  await panel.show([record]);
  return record;
}

const why = ({ page }: PanelPage) => page.locator(".why");
/** Returns the line above an answer, which names the answer's author. */
const line = ({ page }: PanelPage) => page.locator(".run-words");
const answer = ({ page }: PanelPage) => page.getByRole("group", { name: "Answer", exact: true });
/** Returns the list of all answers with the values that decided between them, best first. */
const bars = ({ page }: PanelPage) => page.getByRole("list", { name: "Answers", exact: true }).getByRole("listitem");
const others = ({ page }: PanelPage) => page.locator(".others > summary");
const announced = ({ page }: PanelPage) => page.getByRole("log").locator("> *").last();

/** Compares texts as they are read, not as they are in the document. */
const asRead = { useInnerText: true };

/** Scenes with a single answer. It is shown in full, so it is not listed again. */
const alone = ["simple-router", "single", "single-named"];

describe("runs of every system in the panel", () => {
  const openPanel = usePanel();

  for (const [name, theme] of pairs(part(Object.keys(scenes), 6), ["dark", "light"] as const)) {
    it(`can be looked at, and axe has nothing against it: ${name}, ${theme}`, async () => {
      const panel = await openPanel({ theme, height: 1_700 });
      await show(panel, name);
      await openWhy(panel);
      const isAlone = alone.includes(name);
      await expect(others(panel)).toHaveCount(isAlone ? 0 : 1);
      await (isAlone ? panel.page.locator(".run-line > summary") : others(panel)).click();
      await expect(panel.page.locator(".reference-row, .other").first()).toBeVisible();
      await panel.screenshot(`system-${name}-${theme}`);
      expect(await violations(panel)).toEqual([]);
    });
  }

  it("takes a preset and a system for one question, and can leave either to the settings again", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.box.focus();
    await panel.page.keyboard.type("/economy /majority-voting Why?");
    await expect(panel.box).toHaveValue("Why?");
    await panel.page.keyboard.press("Alt+Enter");
    await panel.sends({ type: "preview", text: "Why?", preset: "economy", system: "majority-voting" });
    await panel.screenshot("system-chosen");
    // Reads the focus immediately after the click: what the user types then must go to the box.
    const typedInto = await panel.button("Remove /economy").evaluate((button) => {
      const { focus, click } = button as unknown as Record<"focus" | "click", () => void>;
      focus.call(button);
      click.call(button);
      return (globalThis as unknown as PanelWindow).document.activeElement?.tagName;
    });
    expect(typedInto).toBe("TEXTAREA");
    await panel.page.keyboard.press("Enter");
    await panel.sends({ type: "ask", text: "Why?", system: "majority-voting" });
    await expect(panel.box).toHaveValue("");
    await expect(panel.button("Remove /majority-voting")).toHaveCount(0);
    await panel.send({
      type: "not-asked",
      text: "Why?",
      system: "majority-voting",
      replaces: null,
      failure: "No endpoint.",
    });
    await expect(panel.button("Remove /majority-voting")).toBeVisible();
    await expect(panel.button("Remove /economy")).toHaveCount(0);
  });

  it("counts votes, and shows every answer as it came", async () => {
    const panel = await openPanel();
    await show(panel, "majority-voting");
    await expect(line(panel)).toHaveText("Answer of Qwen2.5-72B-Instruct");
    await expect(answer(panel)).toContainText("3 of 5 agree");
    await openWhy(panel);
    await expect(bars(panel)).toHaveText(
      [
        "1 · Qwen2.5-72B-Instruct B 3 of 5 Winner in use",
        "3 · phi-4 B 3 of 5",
        "4 · GLM-4.5-Air B 3 of 5",
        "2 · gemma-3-27b-it D 1 of 5",
        "5 · QwQ-32B A 1 of 5",
      ],
      asRead,
    );
    await expect(why(panel).getByText("3 of 5 give this answer: B")).toBeVisible();
    await others(panel).click();
    const rows = panel.page.locator(".other-list > li");
    await expect(rows).toHaveCount(4);
    await expect(rows.nth(2)).toHaveText(/^2 · gemma-3-27b-it\s+1 of 5 gives this answer: D/, asRead);
    await rows.nth(2).locator("summary").click();
    await expect(rows.nth(2)).toContainText("The answer is D.", asRead);
    await expect(panel.conversation).not.toContainText(/perplexity|candidate|merges|score/i, asRead);
  });

  it("has the vote in a table, and says what the prior is for", async () => {
    const panel = await openPanel();
    await show(panel, "majority-voting");
    await openWhy(panel);
    const table = panel.page.getByRole("group", { name: "How the answer was chosen" });
    await expect(table.getByRole("row")).toHaveText(
      [
        "# Answers Model Answer Votes",
        "1 Qwen2.5-72B-Instruct B 3 of 5",
        "3 phi-4 B 3 of 5",
        "4 GLM-4.5-Air B 3 of 5",
        "2 gemma-3-27b-it D 1 of 5",
        "5 QwQ-32B A 1 of 5",
      ],
      asRead,
    );
    for (const sentence of [
      "Why this answer all 5 models",
      "Majority voting: every model answers, and the most frequent answer wins.",
      "The prior only breaks ties.",
    ])
      await expect(why(panel)).toContainText(sentence, asRead);
    await expect(why(panel)).not.toContainText(/What each candidate merges|Who merges|λ/, asRead);
  });

  it("lets the reader choose, and compare, another answer", async () => {
    const panel = await openPanel();
    await show(panel, "majority-voting");
    await panel.button("Compare").click();
    await panel.page.getByLabel("Compare with").selectOption({ label: "2 · gemma-3-27b-it" });
    await expect(panel.page.getByRole("heading", { name: "Answer 2" })).toBeVisible();
    await expect(panel.page.getByText(/Marked: .* only in Answer 1, .* only in Answer 2\./)).toBeVisible();
    await panel.button("Use This Answer").click();
    await panel.sends({ type: "choose", runId: "run", draw: 1 });
    await panel.play([{ type: "choice", draw: 1 }]);
    await expect(announced(panel)).toHaveText("The chat goes on from answer 2 now.");
    await expect(line(panel)).toHaveText("Your choice: Answer 2. Answer of gemma-3-27b-it");
    await expect(answer(panel)).toContainText("The answer is D.");
    await openWhy(panel);
    await expect(bars(panel).nth(3)).toHaveText("2 · gemma-3-27b-it D 1 of 5 in use", asRead);
  });

  it("has bars for how much answers agree where they cannot be counted", async () => {
    const panel = await openPanel();
    const { candidates, winner } = await show(panel, "self-consistency-medoid");
    await openWhy(panel);
    await expect(panel.page.locator(".score-bar")).toHaveCount(4);
    await expect(panel.page.getByText("Agrees most with all other answers.")).toBeVisible();
    await expect(panel.page.getByText(/Bar: how much an answer agrees with the others\./)).toBeVisible();
    const best = candidates[winner ?? -1]?.similarity ?? 0;
    const first = new RegExp(`^Answer \\d\\s+${best.toFixed(3)}\\s+Winner\\s+in use$`);
    await expect(bars(panel).first()).toHaveText(first, asRead);
    await expect(why(panel)).toContainText(
      "Why this answer 1 of 5 models, by accuracy on MBPP, the closest data set",
      asRead,
    );
    await panel.page.locator(".run-line > summary").click();
    await expect(panel.page.getByRole("heading", { name: "4 of 4 answers arrived" })).toBeVisible();
    await expect(why(panel)).not.toContainText(/PPL|λ|perplexity/i, asRead);
  });

  it("says who compared the answers where an aggregator did", async () => {
    const panel = await openPanel();
    await show(panel, "self-consistency-universal");
    await openWhy(panel);
    await expect(panel.page.getByText("An aggregator read all 4 answers")).toBeVisible();
    await expect(why(panel)).toContainText("Who compares the answers", asRead);
    await expect(panel.page.locator(".score-bar")).toHaveCount(0);
  });

  it("shows one answer plainly where one model is asked, with why it was that one", async () => {
    const panel = await openPanel();
    for (const [name, model, reason] of [
      ["simple-router", "phi-4", "1 of 5 models, by accuracy on MBPP, the closest data set"],
      ["single", "Qwen2.5-72B-Instruct", "1 of 5 models, by accuracy on the whole bank"],
      ["single-named", "GLM-4.5-Air", "1 of 5 models, by smcs.singleModel"],
    ] as const) {
      await show(panel, name);
      await expect(line(panel)).toHaveText(`Answer of ${model}`);
      await expect(why(panel)).toHaveText(`Why this answer ${reason}`, asRead);
      await expect(panel.button("Copy Answer")).toBeVisible();
      await expect(others(panel)).toHaveCount(0);
      for (const name of ["In use", "Use This Answer", "Compare"]) await expect(panel.button(name)).toHaveCount(0);
      await expect(panel.conversation).not.toContainText(/1 of 1|not merged/, asRead);
    }
  });

  it("shows one merged reply where all answers are merged, without a word about scores", async () => {
    for (const name of ["moa", "self-moa", "symbolic-moe", "symbolic-moe-retrieval"]) {
      const panel = await openPanel();
      await show(panel, name);
      await expect(line(panel)).toHaveText(/^Merged from \d answers by [\w.-]+$/);
      await expect(panel.button("Compare")).toHaveCount(0);
      await expect(answer(panel)).not.toContainText(/agree/);
      await openWhy(panel);
      await expect(panel.page.getByText(/^Merged from all \d answers\.$/)).toBeVisible();
      await expect(panel.page.locator(".score-bars")).toHaveCount(0);
      await expect(why(panel)).not.toContainText(/Candidate|λ|What each candidate merges/, asRead);
      await expect(panel.conversation).not.toContainText(/not scored|perplexity/i, asRead);
    }
  });

  it("shows the keywords that the models were drawn by, and whom they were asked of", async () => {
    for (const width of [289, 700]) {
      const panel = await openPanel({ width, height: 1_200 });
      await show(panel, "symbolic-moe");
      await openWhy(panel);
      const section = panel.page.locator("section").filter({ hasText: "Keywords of the question" });
      await expect(section).toHaveText(
        /^Keywords of the question\s+Qwen2\.5-72B-Instruct named: typescript, timers\s+Nearest keywords of the question bank: typescript, algorithms$/,
        asRead,
      );
      await expect(why(panel)).toContainText(/of 5 models, drawn by the question's keywords/, asRead);
      await expect(why(panel)).not.toContainText(/prior/i, asRead);
      await panel.screenshot(`system-keywords-${width}`);
    }
  });

  it("has the layers of MoA one below the other, each with its models", async () => {
    const panel = await openPanel();
    await show(panel, "moa-layers");
    await others(panel).click();
    await expect(panel.page.getByRole("heading", { name: "6 of 6 answers arrived" })).toBeVisible();
    await expect(panel.page.getByRole("heading", { name: "Layer 2 of 2" })).toBeVisible();
    const models = panel.page.locator(".others .reference-model, .others .layer-name");
    const three = ["Qwen2.5-72B-Instruct", "gemma-3-27b-it", "phi-4"];
    await expect(models).toHaveText(["Layer 1 of 2", ...three, "Layer 2 of 2", ...three]);
  });

  it("streams the answers themselves where they are not merged", async () => {
    const panel = await openPanel();
    await panel.show([]);
    const { events } = await play("simple-router");
    const end = events.findIndex(({ type }) => type === "reference-end");
    await panel.play(events.slice(0, end));
    await expect(line(panel)).toHaveText("Answer of phi-4 · phi-4 is answering…");
    await expect(answer(panel)).toContainText("Use a timer");
    await panel.screenshot("system-simple-router-streaming");
    await panel.play(events.slice(end));
    await expect(line(panel)).toHaveText(/^Answer of phi-4(?! · phi-4 answers)/);
    await expect(answer(panel).getByText("Use a timer"), "it is there once").toHaveCount(1);
    await expect(announced(panel)).toHaveText("The answer is ready.");
  });

  it("previews what a system would do, and speaks of nothing that it does not do", async () => {
    const panel = await openPanel({ height: 1_200 });
    await panel.show([]);
    const voting = { system: "majority-voting", subsets: [], aggregator: null, requests: 15 };
    const selection = { ...previewed().plan!.selection };
    const referencers = selection.prior.map(({ model }) => model);
    await panel.send({ type: "preview", preview: previewed({ ...voting, selection: { ...selection, referencers } }) });
    const sheet = panel.page.getByRole("region", { name: "Preview" });
    await expect(sheet.getByText("Majority voting All 15 models. 15 requests in all.")).toBeVisible();
    await expect(
      sheet.getByText("Majority voting: every model answers, and the most frequent answer wins."),
    ).toBeVisible();
    await panel.screenshot("system-preview");
    await expect(sheet).not.toContainText(/Who merges|drawn|What each candidate merges/, asRead);
  });

  it("says in the header and the question box which way the settings choose", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await expect(panel.button("Balanced")).toBeVisible();
    for (const [preset, name] of [
      ["paper", "Thorough"],
      ["economy", "Preset economy"],
    ] as const) {
      await panel.show([], { mode: "demo", description: "", problem: null, preset });
      await expect(panel.button(name)).toBeVisible();
    }
    await panel.show([], { mode: "demo", description: "", problem: null, system: "self-moa" });
    await expect(panel.button("Self-MoA")).toBeVisible();
    await panel.button("Way to answer: Self-MoA").click();
    await panel.sends({ type: "command", command: "smcs.chooseWay" });
    await panel.box.pressSequentially("/fast ");
    await expect(panel.button("Way to answer: Fast"), "for this question").toBeVisible();
    await panel.button("Remove /fast").click();
    await expect(panel.button("Way to answer: Self-MoA")).toBeVisible();
    await expect(
      panel.page.getByText(/^Ask a coding question\. Self-MoA: the best model on similar data answers/),
    ).toBeVisible();
    await panel.screenshot("system-header");
  });
});
