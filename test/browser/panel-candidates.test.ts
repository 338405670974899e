import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { candidate, recordOf, referenceEnd } from "../../media/panel/record/example-run.ts";
import type { RunEvent } from "../../src/protocol/run.ts";
import type { PanelPage } from "../support/panel/panel-page.ts";
import { answered, done, merged, opening, reply, scores, winning } from "../support/panel/runs.ts";
import { themes } from "../support/panel/theme.ts";
import { usePanel } from "../support/panel/use-panel.ts";
import { violations } from "../support/panel/violations.ts";

const [start, ...chosen] = opening();
const finished = recordOf([...chosen, ...winning], start);

/** The second candidate says some things differently; nobody sent log-probabilities for the third. */
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

/** Left edge and width of the bars' parts, as shares of their axis. */
async function bars(panel: PanelPage, part: string): Promise<[from: number, length: number][]> {
  return panel.page.evaluate(
    `[...document.querySelectorAll(".score-bar")].map((bar) => {
      const axis = bar.getBoundingClientRect();
      const part = bar.querySelector("${part}").getBoundingClientRect();
      return [(part.left - axis.left - 1) / (axis.width - 1), part.width / (axis.width - 1)].map((share) => Math.round(share * 100));
    })`,
  );
}

/** What is marked as standing only on one side. */
async function markedOn(panel: PanelPage, side: "left" | "right"): Promise<string[]> {
  return panel.page.evaluate(`[...(CSS.highlights.get("smcs-only-${side}") ?? [])].map(String)`);
}

describe("candidates in the panel", () => {
  const openPanel = usePanel();

  it("have bars as long as their scores are large, on one scale that is told", async () => {
    const panel = await openPanel();
    await panel.show([finished]);
    assert.deepEqual(await bars(panel, ".score-total"), [[0, 86], [0, 75], [0, 61]]); // prettier-ignore
    assert.deepEqual(await bars(panel, ".score-lost"), [[86, 10], [75, 20], [61, 30]]); // prettier-ignore
    await panel.page.getByText("Scale: 0 to 1.").waitFor();
  });

  it("say why perplexity is missing, which references they saw and which not", async () => {
    const panel = await openPanel();
    await panel.show([recordOf([...chosen, ...partly], start)]);
    await panel.page.getByText("no log-probabilities for 1 of 3 candidates.").waitFor();
    await panel.page.getByRole("tab", { name: "Candidate 3" }).click();
    const seen = panel.page.getByRole("region", { name: "Score and origin" }).getByRole("listitem");
    assert.deepEqual(await panel.texts(seen), ["b", "c not seen"]);
  });

  it("become the reply with Alt and their number, which is announced once", async () => {
    const panel = await openPanel();
    await panel.show([recordOf(winning, opening("older")[0]), finished]);
    const status = panel.page.getByRole("status");
    await panel.page.keyboard.press("Alt+3");
    assert.deepEqual(await panel.lastSent(), { type: "choose", runId: "run", draw: 2 });
    await panel.play([{ type: "choice", draw: 2 }]);
    assert.equal(await status.innerText(), "Candidate 3 is the reply now.");
    assert.match(await panel.page.getByRole("tab", { selected: true }).last().innerText(), /Candidate 3/);
    await panel.box.press("Alt+1");
    assert.deepEqual(await panel.lastSent(), { type: "choose", runId: "run", draw: 0 });
    await panel.play([{ type: "choice", draw: 0 }]);
    assert.equal(await status.innerText(), "Candidate 1 is the reply now.");
    const before = (await panel.sent()).length;
    for (const key of ["Alt+1", "Alt+7", "Control+2", "2", "Alt+Shift+2"]) await panel.page.keyboard.press(key);
    assert.equal((await panel.sent()).length, before, "the reply already, no candidate, other keys");
  });

  it("become the reply in the run that has the focus", async () => {
    const panel = await openPanel();
    await panel.show([recordOf([...chosen, ...winning], opening("older")[0]), finished]);
    await panel.page.getByRole("tab").first().focus();
    await panel.page.keyboard.press("Alt+1");
    assert.deepEqual(await panel.lastSent(), { type: "choose", runId: "older", draw: 0 });
    await panel.play([{ type: "choice", draw: 0 }], "older");
    assert.equal(await panel.page.getByRole("status").innerText(), "Candidate 1 is the reply now.");
  });

  it("cannot be chosen while the run goes on, or when they failed", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.play([start, ...chosen, ...answered, ...merged.slice(0, 2)]);
    await panel.page.keyboard.press("Alt+1");
    assert.equal((await panel.sent()).length, 1);
  });

  it("stand side by side where there is room, with the words marked that only one of them has", async () => {
    const panel = await openPanel({ width: 800 });
    await panel.show([recordOf([...chosen, ...partly], start)]);
    await panel.page.getByRole("combobox", { name: "Compare with" }).selectOption("Candidate 1");
    const columns = panel.page.getByRole("tabpanel").getByRole("region");
    const [left, right] = await Promise.all([columns.first().boundingBox(), columns.last().boundingBox()]);
    assert.equal(left?.y, right?.y);
    assert.deepEqual(await markedOn(panel, "left"), ["Share one", "2", "That is all"]);
    assert.deepEqual(await markedOn(panel, "right"), ["1"]);
    await panel.page.getByText("Marked: 3 passages only in Candidate 2, 1 passage only in Candidate 1.").waitFor();
    await panel.page.setViewportSize({ width: 250, height: 700 });
    const [above, below] = await Promise.all([columns.first().boundingBox(), columns.last().boundingBox()]);
    assert.ok((above?.y ?? 0) + (above?.height ?? 0) <= (below?.y ?? 0));
    assert.equal(above?.x, below?.x);
  });

  it("have their code compared by the editor, and go back to one", async () => {
    const panel = await openPanel();
    await panel.show([recordOf([...chosen, ...partly], start)]);
    const chooser = panel.page.getByRole("combobox", { name: "Compare with" });
    await chooser.selectOption("Candidate 1");
    await panel.button("Compare Code in Editor").click();
    assert.deepEqual(await panel.lastSent(), { type: "compare-code", runId: "run", draws: [1, 0] });
    await panel.page.getByRole("tabpanel").getByRole("button", { name: "Use This Reply" }).click();
    assert.deepEqual(await panel.lastSent(), { type: "choose", runId: "run", draw: 0 });
    await chooser.press("Escape");
    assert.equal(await panel.button("End Comparison").count(), 0);
    assert.deepEqual(await markedOn(panel, "left"), []);
    await chooser.selectOption("Candidate 3");
    await panel.button("End Comparison").click();
    assert.equal(await chooser.inputValue(), "");
  });

  it("keep the focus where they are compared, and where that ends", async () => {
    const panel = await openPanel();
    await panel.show([finished]);
    const focused = panel.page.locator(".compare-with select:focus");
    const chooser = panel.page.getByRole("combobox", { name: "Compare with" });
    await chooser.focus();
    await chooser.press("ArrowDown");
    await panel.button("End Comparison").waitFor();
    await focused.waitFor();
    for (const key of ["Enter", "Escape"]) {
      await chooser.selectOption("Candidate 3");
      await panel.button("End Comparison").press(key);
      await panel.button("End Comparison").waitFor({ state: "detached" });
      await focused.waitFor();
    }
  });

  it("offer to insert, apply and keep each block of their code, with what stands behind its fence", async () => {
    const panel = await openPanel();
    const text = "```ts src/a.ts\nlet a;\n```";
    await panel.show([recordOf([...chosen, ...answered, ...candidate(0, { text }), scores, done], start)]);
    for (const [name, action] of [
      ["Insert at Cursor", "insert"],
      ["Apply to File", "apply"],
      ["Open in New File", "new-file"],
    ] as const) {
      await panel.button(name).click();
      assert.deepEqual(await panel.lastSent(), { type: "code", action, code: "let a;", info: "ts src/a.ts" });
    }
  });

  it("have no such offer for code that is still being written", async () => {
    const panel = await openPanel();
    await panel.show([]);
    const [begun] = candidate(0);
    const delta: RunEvent = { type: "candidate-delta", draw: 0, text: "```ts\nlet a;", thinking: "" };
    await panel.play([start, ...chosen, ...answered, begun!, delta]);
    await panel.button("Copy Code").waitFor();
    assert.equal(await panel.button("Apply to File").count(), 0);
  });

  for (const theme of themes)
    it(`are pictured in the ${theme} theme, without anything that axe objects to`, async () => {
      for (const width of [250, 380, 900]) {
        const panel = await openPanel({ theme, width, height: 900 });
        await panel.show([finished]);
        await panel.screenshot(`scores-${theme}-${width}`);
        await panel.page.getByRole("region", { name: "Score and origin" }).scrollIntoViewIfNeeded();
        await panel.screenshot(`score-facts-${theme}-${width}`);
        await panel.show([recordOf([...chosen, ...partly], start)]);
        await panel.page.getByRole("combobox", { name: "Compare with" }).selectOption("Candidate 1");
        await panel.drawn();
        await panel.screenshot(`compare-${theme}-${width}`);
        assert.deepEqual(await violations(panel), []);
        const overflow = await panel.page.evaluate(
          `(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector("main"))`,
        );
        assert.equal(overflow, 0, "nothing is too wide");
      }
    });
});
