import { describe, it } from "node:test";
import type { Locator } from "playwright";
import { recordOf, referenceEnd } from "../support/panel/example-run.ts";
import type { RunEvent } from "../../src/core/record/index.ts";
import { expect } from "../support/expect.ts";
import { openWhy } from "../support/panel/open-why.ts";
import type { PanelPage } from "../support/panel/panel-page.ts";
import {
  answered,
  done,
  failing,
  fallingBack,
  merged,
  opening,
  reply,
  scores,
  twoAnswered,
  winning,
} from "../support/panel/runs.ts";
import { answerOf, judged, words, written } from "../support/panel/run-view.ts";
import { usePanel } from "../support/panel/use-panel.ts";

const [start, ...chosen] = opening();
const finished = recordOf([...chosen, ...winning], start);
/** Like `winning`, but the first candidate has the winner's text. */
const agreed: readonly RunEvent[] = [...answered, ...merged, judged([1, 0]), done];

/** Returns the lines with the candidates' scores. */
function listOfScores({ page }: PanelPage): Locator {
  return page.getByRole("list", { name: "Candidates" }).getByRole("listitem");
}

describe("a run in the panel", () => {
  const openPanel = usePanel();

  it("shows the models while they answer and the best-ranked one's answer as a draft from its first token", async () => {
    const panel = await openPanel();
    const { page } = panel;
    await panel.show([]);
    await panel.play([start]);
    await expect(words(panel)).toHaveText("Choosing models…");
    const begun = ["a", "b"].map((model): RunEvent => ({ type: "reference-start", model }));
    await panel.play([...chosen, ...begun, written("b", "Another thought", 300)]);
    await expect(words(panel), "a worse model's words are no draft").toHaveText("0 of 3 models answered");
    await expect(answerOf(panel).locator(".markdown")).toHaveCount(0);
    await panel.play([written("a", "A", 100)]);
    await expect(words(panel)).toHaveText("Draft: a · 0 of 3 models answered");
    await expect(answerOf(panel)).toHaveText("A");
    await panel.play([written("a", " first **thought**")]);
    await expect(answerOf(panel).locator("strong")).toHaveText("thought");
    const models = page.getByRole("list", { name: "Models" }).getByRole("listitem");
    await expect(models).toHaveText(["writing a", "writing b", "waiting c"], { useInnerText: true });
    await panel.play(answered.slice(0, 1));
    await expect(words(panel)).toHaveText("Draft: a · 1 of 3 models answered");
    await words(panel).click();
    await expect(page.getByRole("heading", { level: 3 })).toHaveText("1 of 3 models answered");
    const progress = ["finished a 0.1 s ~1.4 tok/s $0.0010", "writing b 0.3 s", "waiting c waiting"];
    await expect(page.locator("details.reference > summary")).toHaveText(progress, { useInnerText: true });
    await panel.play([...answered.slice(1), ...merged.slice(0, 1)]);
    await panel.play([{ type: "candidate-delta", draw: 0, text: "What is merged", thinking: "" }]);
    await expect(words(panel)).toHaveText("Draft: a · 0 of 3 merged answers ready");
    await expect(answerOf(panel), "what is not scored yet is no answer").toHaveText("Answer of a");
    await expect(panel.button("Copy Answer")).toHaveCount(0);
  });

  it("ends with the answer in the draft's place, how far all agree, its reasons and the others by score", async () => {
    const panel = await openPanel();
    const { page } = panel;
    await panel.show([]);
    await panel.play([start, ...chosen, ...agreed]);
    await expect(words(panel)).toHaveText("Merged from 2 answers by c");
    await expect(answerOf(panel).locator(".markdown")).toHaveText(/variant 2/);
    await expect(answerOf(panel).locator(".verdict-line")).toHaveText(/^2 of 3 agree\s*12 s · /);
    await page.getByText("Other answers (5)").click();
    const others = page.locator(".other-list > li");
    const told = [/^Answer 1\s*Says the same\./, /^Answer 3\s*Says something else\./];
    await expect(others).toHaveText(told, { useInnerText: true });
    await expect(page.locator(".others details.reference")).toHaveCount(3);
    await openWhy(panel);
    const bars = ["Answer 2 0.860 Winner in use", "Answer 1 0.750", "Answer 3 0.610"];
    await expect(listOfScores(panel)).toHaveText(bars, { useInnerText: true });
    await expect(
      page.getByText("Agrees most with the other candidates and was written with the most certainty."),
    ).toBeVisible();
    const facts = page.getByRole("group", { name: "Score and origin" });
    for (const fact of ["0.960", "−0.100 = 1 − 1.100", "0.860"])
      await expect(facts).toContainText(fact, { useInnerText: true });
    await expect(page.getByText("2 of 10 bank questions support the choice.")).toBeVisible();
  });

  it("says whether the answer has the draft's code", async () => {
    const panel = await openPanel();
    await panel.show([]);
    for (const [draft, change] of [
      [reply(2), "as in the draft"],
      [reply(7), "same code as the draft"],
      ["```ts\nlet other;\n```\n", "other code than the draft"],
    ] as const) {
      const [next, ...choosing] = opening(change);
      const a = referenceEnd("a", { text: draft });
      await panel.play([next, ...choosing, a], change);
      await expect(words(panel).last()).toHaveText(/^Draft: a/);
      await panel.play([...answered.slice(1), ...merged, scores, done], change);
      await expect(words(panel).last()).toHaveText(`Merged from 2 answers by c · ${change}`);
    }
  });

  it("says nothing of agreement where nobody looked who agrees", async () => {
    const panel = await openPanel();
    await panel.show([finished]);
    await expect(answerOf(panel).locator(".verdict-line")).toHaveText(/^12 s · /);
    await expect(panel.page.getByText(/agree/)).toHaveCount(0);
  });

  it("lets another answer become the reply with the keyboard, which keeps its place", async () => {
    const panel = await openPanel();
    const { page } = panel;
    await panel.show([finished]);
    const others = page.locator(".others > summary");
    await others.press("Enter");
    await panel.button("Use This Answer").first().press("Enter");
    await panel.sends({ type: "choose", runId: "run", draw: 0 });
    await panel.play([{ type: "choice", draw: 0 }]);
    await expect(words(panel)).toHaveText("Your choice: Answer 1. Merged from 2 answers by c");
    await expect(answerOf(panel).locator(".markdown")).toHaveText(/variant 1/);
    await expect(page.locator(".other > summary")).toHaveText(["Answer 2", "Answer 3"]);
    await expect(others, "the focus stays in the list").toBeFocused();
    await openWhy(panel);
    const bars = ["Answer 2 0.860 Winner", "Answer 1 0.750 in use", "Answer 3 0.610"];
    await expect(listOfScores(panel)).toHaveText(bars, { useInnerText: true });
  });

  it("has its code and its replies copied by the host", async () => {
    const panel = await openPanel();
    await panel.show([finished]);
    await panel.button("Copy Code").click();
    const code = /```ts\n(.*?)\n```/s.exec(reply(2))?.[1];
    await panel.sends({ type: "copy", text: code });
    await panel.button("Copy Answer").click();
    await panel.sends({ type: "copy", text: reply(2) });
  });

  it("says what each model answered when all failed", async () => {
    const panel = await openPanel();
    await panel.show([recordOf([...chosen, ...failing], start)]);
    await expect(panel.page.getByText("No model answered.").first()).toBeVisible();
    for (const reason of ["Is the server running?", "the API key was not accepted.", "the request timed out."])
      await expect(panel.page.getByRole("listitem").getByText(reason).first()).toBeVisible();
    await expect(answerOf(panel).locator(".markdown")).toHaveCount(0);
    for (const name of ["Copy Answer", "Compare", "More actions for this answer"])
      await expect(panel.button(name), name).toHaveCount(0);
  });

  it("says how many models answered when some failed", async () => {
    const panel = await openPanel();
    await panel.show([recordOf([...chosen, ...twoAnswered, ...merged, scores, done], start)]);
    await panel.page.getByText("1 note", { exact: true }).click();
    await expect(panel.page.getByText("2 of 3 models answered.", { exact: true })).toBeVisible();
    await expect(panel.page.getByText("Other answers (4)"), "those that can be read").toBeVisible();
  });

  it("shows the best single answer when nothing could be merged", async () => {
    const panel = await openPanel();
    await panel.show([recordOf([...chosen, ...fallingBack], start)]);
    await expect(words(panel)).toHaveText(/^Best single answer, by a: the answers could not be merged/);
    await expect(answerOf(panel).locator(".markdown")).toHaveText("Answer of a");
    await panel.page.getByText("Other answers (2)").click();
    await panel.page.getByText("Answer 1", { exact: true }).click();
    await expect(panel.page.locator(".other").getByText("lab: the request timed out.")).toBeVisible();
    for (const name of ["Use This Answer", "Compare"]) await expect(panel.button(name), name).toHaveCount(0);
  });

  const cut = (model: string, holdsAnswer: boolean): RunEvent => {
    const what = holdsAnswer ? "What there is of it is used." : "It holds no answer yet.";
    const error = `Cut off at the output limit, or where the model's context was full. Raise smcs.maxOutputTokens. ${what}`;
    return referenceEnd(model, { status: "truncated", holdsAnswer, error });
  };

  it("says which answers were cut off, and which of them are used", async () => {
    for (const width of [289, 700]) {
      const panel = await openPanel({ width });
      const warning = "Cut off at the output limit, and used as far as it goes: b.";
      const arrived = [...answered.slice(0, 1), cut("b", true), cut("c", false)];
      const told: RunEvent[] = [
        { type: "warning", message: "2 of 3 models answered." },
        { type: "warning", message: warning },
      ];
      await panel.show([recordOf([...chosen, ...arrived, ...merged, ...told, scores, done], start)]);
      await panel.page.locator(".others > summary").click();
      const lines = [
        "finished a 0.1 s ~1.4 tok/s $0.0010",
        "cut off b cut off, used · 2.0 s · $0.0010",
        "cut off c cut off · 2.0 s · $0.0010",
      ];
      await expect(panel.page.locator("details.reference > summary")).toHaveText(lines, { useInnerText: true });
      await panel.page.getByText("2 notes", { exact: true }).click();
      await expect(panel.page.getByText(warning)).toBeVisible();
      await panel.screenshot(`panel-cut-off-${width}`);
    }
  });

  it("says above an answer that it is cut off, where nothing else came", async () => {
    for (const width of [289, 700]) {
      const panel = await openPanel({ width });
      const message =
        "No whole answer came: the best of what was cut off at the output limit is shown, as far as it goes.";
      const cutOff = ["a", "b", "c"].map((model) => cut(model, false));
      const shown: RunEvent[] = [{ type: "warning", message }, { type: "fallback", model: "a" }, done];
      await panel.show([recordOf([...chosen, ...cutOff, ...shown], start)]);
      await expect(answerOf(panel).locator(".markdown")).toHaveText("Answer of a");
      await expect(answerOf(panel).getByText("Cut off at the output limit, or where")).toBeVisible();
      await expect(words(panel)).toHaveText(/^Best answer by a, cut off/);
      await panel.page.getByText("1 note", { exact: true }).click();
      await expect(panel.page.getByText(message)).toBeVisible();
      await panel.screenshot(`panel-only-cut-off-${width}`);
    }
  });

  it("shows the draft as what there is when it is stopped before merging", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.play([start, ...chosen, written("a", "A beginning"), ...answered.slice(1, 2)]);
    await expect(words(panel)).toHaveText("Draft: a · 1 of 3 models answered");
    await panel.play([{ type: "run-end", outcome: "aborted", durationMs: 900, error: null }]);
    await expect(words(panel)).toHaveText("Answer of b");
    await expect(answerOf(panel).locator(".markdown")).toHaveText("Answer of b");
    await expect(answerOf(panel).locator(".stopped")).toContainText("Stopped before merging.");
    await panel.button("Copy Answer").click();
    await panel.sends({ type: "copy", text: "Answer of b" });
  });
});
