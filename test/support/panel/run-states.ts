import { recordOf, referenceEnd } from "./example-run.ts";
import type { RunEvent, RunRecord } from "../../../src/core/record/index.ts";
import { expect } from "../expect.ts";
import { openWhy } from "./open-why.ts";
import { endpoints, type PanelPage } from "./panel-page.ts";
import { bankTexts, reasoned, reasonedStart } from "./reasons.ts";
import { dressed, richReply } from "./rich-reply.ts";
import { judged } from "./run-view.ts";
import {
  answered,
  done,
  failing,
  fallingBack,
  finishedRun,
  merged,
  opening,
  reply,
  runOf,
  scores,
  twoAnswered,
  winning,
} from "./runs.ts";
import { play } from "./system-runs.ts";

export const [start, ...chosen] = opening();
export const finished = recordOf([...chosen, ...winning], start);
const draft: readonly RunEvent[] = [
  { type: "reference-start", model: "a" },
  { type: "reference-delta", model: "a", text: reply(1), thinking: "Which of both?", firstTokenMs: 300 },
];
export const streaming: readonly RunEvent[] = [
  ...draft,
  { type: "reference-start", model: "b" },
  { type: "reference-delta", model: "b", text: "A first thought", thinking: "", firstTokenMs: 300 },
];
/** A question of more than two lines, three answers that disagree, and two notes. */
const disagreeing = recordOf(
  [
    ...chosen,
    ...answered,
    ...merged,
    { type: "warning", message: "lab: model d is not in the question bank." },
    { type: "warning", message: "The cap of $0.5000 left out the fourth candidate." },
    judged([1]),
    done,
  ],
  { ...start, question: { ...start.question, text: `${start.question.text}\n`.repeat(6) } },
);
const stop: RunEvent = { type: "run-end", outcome: "aborted", durationMs: 2_900, error: null };
const cut = (model: string, text: string): RunEvent =>
  referenceEnd(model, { status: "aborted", text, error: `lab/${model} at http://gpu-box.local:8000/v1: stopped.` });

/** Lines, words, a table and a formula that are wider than any panel. */
const wide = `${"A word that never ends: ".concat("supercalifragilistic".repeat(12))}

\`\`\`ts
export const everything = [${Array.from({ length: 30 }, (_, index) => `"entry number ${index}"`).join(", ")}];
\`\`\`

| ${Array.from({ length: 12 }, (_, index) => `Column ${index}`).join(" | ")} |
|${" --- |".repeat(12)}
| ${Array.from({ length: 12 }, (_, index) => `a value of row one, ${index}`).join(" | ")} |

\\[
${Array.from({ length: 24 }, (_, index) => `x_{${index}}^{${index}}`).join(" + ")} = \\sum_{i=0}^{23} x_i^i
\\]
`;

/** Returns the fold with all other answers. */
const others = ({ page }: PanelPage) => page.locator(".others > summary");

/** Shows the draft of a running run. */
async function drafting(panel: PanelPage, events: readonly RunEvent[] = streaming): Promise<void> {
  await panel.show([]);
  await panel.play([start, ...chosen, ...events]);
  // A growing text is shown in steps.
  await expect(panel.page.locator(".answer blockquote")).toBeAttached();
}

async function showEnded(panel: PanelPage, events: readonly RunEvent[], words: string): Promise<void> {
  await panel.show([recordOf([...chosen, ...events], start)]);
  await expect(panel.page.locator(".answer").getByText(words)).toBeVisible();
}

/** All states of a run and its parts, by name. */
export const runStates = {
  choosing: async (panel: PanelPage) => {
    await panel.show([]);
    await panel.play([start]);
    await expect(panel.page.locator(".run-line")).toBeVisible();
  },
  streaming: (panel: PanelPage) => drafting(panel),
  models: async (panel: PanelPage) => {
    await drafting(panel);
    await panel.page.locator(".run-line > summary").click();
    await expect(panel.page.locator(".run-line .reference-row")).toHaveCount(3);
    for (const row of await panel.page.locator(".run-line .reference > summary").all()) await row.click();
    await expect(panel.page.getByText("A first thought")).toBeVisible();
  },
  merging: async (panel: PanelPage) => {
    await drafting(panel, [...draft, ...twoAnswered.slice(1), ...merged.slice(0, 3)]);
    await expect(panel.page.locator(".run-words")).toBeVisible();
  },
  held: async (panel: PanelPage) => {
    await drafting(panel, draft);
    await panel.page.locator(".answer p").first().selectText();
    await panel.play(winning);
    await expect(panel.page.getByRole("button", { name: panel.t("Show Answer") })).toBeVisible();
  },
  winner: async (panel: PanelPage) => {
    await panel.show([finished]);
    await others(panel).click();
    await panel.page.locator(".other > summary").first().click();
    await panel.page.locator(".others .reference > summary").first().click();
    await expect(panel.page.getByText("Answer of a")).toBeVisible();
  },
  agreeing: (panel: PanelPage) =>
    showEnded(panel, [...answered, ...merged, judged([0, 1, 2]), done], panel.t("All {0} agree", 3)),
  "some-agree": async (panel: PanelPage) => {
    await showEnded(panel, [...answered, ...merged, judged([0, 1]), done], panel.t("{0} of {1} agree", 2, 3));
    await panel.play([{ type: "rating", of: { draw: 1 }, rating: "good" }]);
    await expect(panel.page.locator('.thumb[aria-pressed="true"]')).toBeVisible();
  },
  disagreeing: async (panel: PanelPage) => {
    await panel.show([disagreeing]);
    await panel.page.getByText(panel.t("{0} notes", 2)).click();
    await panel.page.getByRole("button", { name: panel.t("Show the Whole Question") }).click();
    await expect(panel.page.getByText(panel.t("They disagree"))).toBeVisible();
  },
  chosen: async (panel: PanelPage) => {
    await panel.show([finished]);
    await panel.play([{ type: "choice", draw: 2 }]);
    await panel.page.locator(".answer .thinking > summary").click();
    await expect(panel.page.getByText("Merge both.")).toBeVisible();
  },
  compare: async (panel: PanelPage) => {
    await panel.show([finished]);
    await panel.page
      .locator(".answer")
      .getByRole("button", { name: panel.t("Compare"), exact: true })
      .click();
    await panel.page.getByLabel(panel.t("Compare with")).selectOption(panel.t("Answer {0}", 3));
    await expect(panel.page.locator(".compare > .hint"), "how many passages are marked").toBeVisible();
  },
  menu: async (panel: PanelPage) => {
    await panel.show([finished]);
    await panel.page.getByRole("button", { name: panel.t("More actions for this code") }).click();
    await expect(panel.page.getByRole("menuitem").first()).toBeFocused();
  },
  "answer-menu": async (panel: PanelPage) => {
    await panel.show([finished]);
    await panel.page.getByRole("button", { name: panel.t("More actions for this answer") }).click();
    await expect(panel.page.getByRole("menuitem").first()).toBeFocused();
  },
  why: async (panel: PanelPage) => {
    await panel.show([recordOf(reasoned, reasonedStart)]);
    await openWhy(panel);
    await panel.send({ type: "bank-questions", questions: [...bankTexts] });
    await panel.page.getByRole("button", { name: new RegExp(panel.t("Show all {0}", "\\d+")) }).click();
    await expect(panel.page.getByRole("button", { expanded: true })).toHaveText(panel.t("Show fewer"));
  },
  votes: async (panel: PanelPage) => {
    await panel.show([(await play("majority-voting")).record]);
    await openWhy(panel);
  },
  single: async (panel: PanelPage) => {
    await panel.show([(await play("single")).record]);
    await openWhy(panel);
  },
  stopped: (panel: PanelPage) =>
    showEnded(
      panel,
      [cut("a", "Half of"), ...answered.slice(1, 2), cut("c", ""), stop],
      panel.t("Stopped before merging."),
    ),
  "stopped-halfway": async (panel: PanelPage) => {
    await showEnded(panel, [cut("a", "A beginning"), stop], panel.t("Stopped before an answer was complete."));
    await panel.page.locator(".run-line > summary").click();
    await expect(panel.page.locator(".run-line .reference-row")).toHaveCount(3);
  },
  "stopped-at-once": (panel: PanelPage) => showEnded(panel, [stop], panel.t("Stopped before anything was written.")),
  failed: async (panel: PanelPage) => {
    await panel.show([recordOf([...chosen, ...failing], start)]);
    await expect(panel.page.locator(".server-failure > .fold-body").first()).toBeVisible();
  },
  "failed-at-once": async (panel: PanelPage) => {
    const error = "lab: no connection to http://gpu-box.local:8000/v1. Is the server running?";
    await panel.show([recordOf([{ type: "run-end", outcome: "failed", durationMs: 10, error }], start)]);
    await expect(panel.page.locator(".run-error")).toBeVisible();
  },
  "server-failed": async (panel: PanelPage) => {
    await panel.show([recordOf([...chosen, ...twoAnswered, ...merged, scores, done], start)]);
    await panel.page.locator(".server-failure > summary").click();
    await expect(panel.page.locator(".server-failure > .fold-body")).toBeVisible();
  },
  fallback: async (panel: PanelPage) => {
    await panel.show([recordOf([...chosen, ...fallingBack], start)], { ...endpoints, mode: "demo" });
    await others(panel).click();
    await panel.page.locator(".other > summary").click();
    await expect(panel.page.locator(".other .reply-error")).toBeVisible();
  },
  wide: async (panel: PanelPage) => {
    await panel.show([runOf(wide)]);
    await panel.page.locator(".katex").first().waitFor();
  },
  rich: async (panel: PanelPage) => {
    await panel.show([runOf(richReply)]);
    await dressed(panel);
  },
  earlier: async (panel: PanelPage) => {
    const replacing: RunRecord = { ...finishedRun("new", "How do I throttle it?"), replaces: "run" };
    await panel.show([finished, replacing]);
    await panel.page.locator(".earlier > summary").click();
    await expect(panel.page.locator(".earlier .question")).toBeVisible();
  },
  "long-chat": async (panel: PanelPage) => {
    const runs = Array.from({ length: 12 }, (_, index) => finishedRun(`run ${index}`, `Question number ${index}?`));
    await panel.show(runs);
    await expect(panel.page.getByText("Question number 11?")).toBeVisible();
  },
} satisfies Readonly<Record<string, (panel: PanelPage) => Promise<void>>>;
