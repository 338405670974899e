import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RunRecord } from "../../src/protocol/run.ts";
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

async function openWhy(panel: PanelPage): Promise<string> {
  await panel.page.locator("summary", { hasText: /^Why th/ }).click();
  await panel.drawn();
  return panel.page.locator(".why").innerText();
}

const tabs = (panel: PanelPage) => panel.page.getByRole("tab");

describe("runs of every system in the panel", () => {
  const openPanel = usePanel();

  for (const name of Object.keys(scenes)) {
    for (const theme of ["dark", "light"] as const) {
      it(`can be looked at, and axe has nothing against it: ${name}, ${theme}`, async () => {
        const panel = await openPanel({ theme, height: 1_700 });
        await show(panel, name);
        const answered = panel.page.locator("summary", { hasText: / answered$| arrived$/ });
        if (await answered.isVisible()) await answered.click();
        await openWhy(panel);
        await panel.screenshot(`system-${name}-${theme}`);
        assert.deepEqual(await violations(panel), []);
      });
    }
  }

  it("takes a preset and a system for one question, and can leave either to the settings again", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.box.focus();
    await panel.page.keyboard.type("/economy /majority-voting Why?");
    assert.equal(await panel.box.inputValue(), "Why?");
    await panel.page.keyboard.press("Alt+Enter");
    const both = { text: "Why?", preset: "economy", system: "majority-voting" };
    assert.deepEqual(await panel.lastSent(), { type: "preview", ...both });
    await panel.screenshot("system-chosen");
    const typedInto = await panel.button("Remove /economy").evaluate((button) => {
      const { focus, click } = button as unknown as Record<"focus" | "click", () => void>;
      focus.call(button);
      click.call(button);
      return (globalThis as unknown as PanelWindow).document.activeElement?.tagName;
    });
    assert.equal(typedInto, "TEXTAREA", "what is typed at once belongs to the box");
    await panel.page.keyboard.press("Enter");
    assert.deepEqual(await panel.lastSent(), { type: "ask", text: "Why?", system: "majority-voting" });
    assert.equal(await panel.button("Remove /majority-voting").count(), 0);
    await panel.send({ type: "not-asked", text: "Why?", replaces: null, failure: "No endpoint." });
    await panel.button("Remove /majority-voting").waitFor();
  });

  it("counts votes, and shows every answer as it came", async () => {
    const panel = await openPanel();
    await show(panel, "majority-voting");
    assert.deepEqual(await panel.texts(tabs(panel)), [
      "1 · Qwen2.5-72B-Instruct B 3 of 5 Winner reply",
      "3 · phi-4 B 3 of 5",
      "4 · GLM-4.5-Air B 3 of 5",
      "2 · gemma-3-27b-it D 1 of 5",
      "5 · QwQ-32B A 1 of 5",
    ]);
    await panel.page.getByRole("heading", { name: "Winner: answer 1" }).waitFor();
    await panel.page.getByText("Answer of Qwen2.5-72B-Instruct, not merged").waitFor();
    await panel.page.getByText("3 of 5 give this answer: B").waitFor();
    await tabs(panel).nth(3).click();
    await panel.page.getByText("1 of 5 gives this answer: D").waitFor();
    const text = await panel.conversation.innerText();
    assert.doesNotMatch(text, /perplexity|candidate|merges|score/i);
  });

  it("has the vote in a table, and says what the prior is for", async () => {
    const panel = await openPanel();
    await show(panel, "majority-voting");
    const why = await openWhy(panel);
    const table = panel.page.getByRole("region", { name: "How the reply was chosen" });
    assert.deepEqual((await panel.texts(table.getByRole("row"))).slice(0, 3), [
      "# Answers Model Answer Votes",
      "1 Qwen2.5-72B-Instruct B 3 of 5",
      "3 phi-4 B 3 of 5",
    ]);
    assert.match(why, /Why these models all 5 models/);
    assert.match(why, /Majority voting: every model answers, and the most frequent answer wins\./);
    assert.match(why, /The prior decides only between answers that are level\./);
    assert.doesNotMatch(why, /What each candidate merges|Who merges|λ/);
  });

  it("lets the reader choose, and compare, another answer", async () => {
    const panel = await openPanel();
    await show(panel, "majority-voting");
    await panel.page.getByLabel("Compare with").selectOption({ label: "2 · gemma-3-27b-it" });
    await panel.page.getByRole("heading", { name: "Answer 2" }).waitFor();
    await panel.page.getByText(/Marked: .* only in Answer 1, .* only in Answer 2\./).waitFor();
    await panel.button("Use This Reply").click();
    assert.deepEqual(await panel.lastSent(), { type: "choose", runId: "run", draw: 1 });
    await panel.play([{ type: "choice", draw: 1 }]);
    assert.match((await panel.texts(tabs(panel)))[3] ?? "", /gemma.* reply$/);
    assert.equal(await panel.page.getByRole("status").last().innerText(), "Answer 2 is the reply now.");
  });

  it("has bars for how much answers agree where they cannot be counted", async () => {
    const panel = await openPanel();
    const { candidates, winner } = await show(panel, "self-consistency-medoid");
    assert.equal(await panel.page.locator(".score-bar").count(), 4);
    await panel.page.getByText("Agrees most with all other answers.").waitFor();
    await panel.page.getByText(/Bar: how much an answer agrees with the others\./).waitFor();
    const best = candidates[winner ?? -1]?.similarity ?? 0;
    assert.match((await panel.texts(tabs(panel)))[0] ?? "", new RegExp(`^Answer \\d ${best.toFixed(3)} Winner reply$`));
    await panel.page.getByText("4 of 4 answers arrived").waitFor();
    const why = await openWhy(panel);
    assert.match(why, /Why this model 1 of 5 models, by accuracy on MBPP, the closest data set/);
    assert.doesNotMatch(why, /PPL|λ|perplexity/i);
  });

  it("says who compared the answers where an aggregator did", async () => {
    const panel = await openPanel();
    await show(panel, "self-consistency-universal");
    await panel.page.getByText("An aggregator read all 4 answers").waitFor();
    assert.match(await openWhy(panel), /Who compares the answers/);
    assert.equal(await panel.page.locator(".score-bar").count(), 0);
  });

  it("shows one answer plainly where one model is asked, with why it was that one", async () => {
    const panel = await openPanel();
    for (const [name, model, reason] of [
      ["simple-router", "phi-4", "1 of 5 models, by accuracy on MBPP, the closest data set."],
      ["single", "Qwen2.5-72B-Instruct", "1 of 5 models, by accuracy on the whole bank."],
      ["single-named", "GLM-4.5-Air", "1 of 5 models, by smcs.singleModel."],
    ] as const) {
      await show(panel, name);
      await panel.page.getByRole("heading", { name: `Answer of ${model}` }).waitFor();
      await panel.page.getByText(reason).waitFor();
      assert.equal(await tabs(panel).count(), 0);
      assert.equal(await panel.button("This is the reply").count(), 0);
      assert.doesNotMatch(await panel.conversation.innerText(), /1 of 1|not merged/);
      await panel.button("Copy Reply").waitFor();
    }
  });

  it("shows one merged reply where all answers are merged, without a word about scores", async () => {
    const panel = await openPanel();
    for (const name of ["moa", "self-moa", "symbolic-moe"]) {
      await show(panel, name);
      await panel.page.getByRole("heading", { name: "Merged reply" }).waitFor();
      await panel.page.getByText(/^Merged from all \d answers\.$/).waitFor();
      assert.equal(await tabs(panel).count(), 0);
      assert.doesNotMatch(await openWhy(panel), /Candidate|λ|What each candidate merges/);
      assert.doesNotMatch(await panel.conversation.innerText(), /not scored|perplexity/i);
    }
  });

  it("has the layers of MoA one below the other, each with its models", async () => {
    const panel = await openPanel();
    await show(panel, "moa-layers");
    await panel.page.getByText("6 of 6 answers arrived").click();
    await panel.page.getByRole("heading", { name: "Layer 2 of 2" }).waitFor();
    const models = await panel.page.locator(".fold-body .reference-model, .fold-body .layer-name").allInnerTexts();
    const three = ["Qwen2.5-72B-Instruct", "gemma-3-27b-it", "phi-4"];
    assert.deepEqual(models, ["Layer 1 of 2", ...three, "Layer 2 of 2", ...three]);
  });

  it("streams the answers themselves where they are not merged", async () => {
    const panel = await openPanel();
    await panel.show([]);
    const { events } = await play("simple-router");
    const end = events.findIndex(({ type }) => type === "reference-end");
    await panel.play(events.slice(0, end));
    await panel.page.getByRole("heading", { name: "Answer of phi-4" }).waitFor();
    await panel.page.getByText("phi-4 answers…").waitFor();
    assert.match(await panel.page.locator(".provisional").innerText(), /Use a timer/);
    await panel.screenshot("system-simple-router-streaming");
    await panel.play(events.slice(end));
    assert.equal(await panel.page.locator(".provisional").count(), 0);
    assert.equal(await panel.page.getByRole("status").last().innerText(), "The answer is ready.");
  });

  it("previews what a system would do, and speaks of nothing that it does not do", async () => {
    const panel = await openPanel({ height: 1_200 });
    await panel.show([]);
    const voting = { system: "majority-voting", subsets: [], aggregator: null, requests: 15 };
    const selection = { ...previewed().plan!.selection };
    const referencers = selection.prior.map(({ model }) => model);
    await panel.send({ type: "preview", preview: previewed({ ...voting, selection: { ...selection, referencers } }) });
    const sheet = panel.page.getByRole("region", { name: "Preview" });
    await sheet.getByText("Majority voting All 15 models. 15 requests in all.").waitFor();
    await sheet.getByText("Majority voting: every model answers, and the most frequent answer wins.").waitFor();
    await panel.screenshot("system-preview");
    assert.doesNotMatch(await sheet.innerText(), /Who merges|drawn|What each candidate merges/);
  });

  it("says in the header which system the settings choose, and nothing of the paper's own", async () => {
    const panel = await openPanel();
    await panel.show([]);
    assert.equal(await panel.page.getByText(/^System:/).count(), 0);
    const embedder = { name: "built-in", why: null };
    await panel.show([], { mode: "demo", description: "", problem: null, embedder, system: "self-moa" });
    await panel.page.getByText("System: Self-MoA").waitFor();
    await panel.page.getByText(/^Ask a coding question\. Self-MoA: the best model on similar data answers/).waitFor();
    await panel.screenshot("system-header");
  });
});
