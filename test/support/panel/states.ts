import { recordOf } from "../../../media/panel/record/example-run.ts";
import type { RunEvent } from "../../../src/protocol/run.ts";
import { expect } from "../expect.ts";
import { codeIsColoured } from "./code-is-coloured.ts";
import { openWhy } from "./open-why.ts";
import { endpoints, type PanelPage } from "./panel-page.ts";
import { bankTexts, previewed, reasoned, reasonedStart } from "./reasons.ts";
import { play } from "./system-runs.ts";
import { answered, done, failing, fallingBack, merged, opening, reply, scores, winning } from "./runs.ts";

const [start, ...chosen] = opening();
const finished = recordOf([...chosen, ...winning], start);
const draft: readonly RunEvent[] = [
  { type: "reference-start", model: "a" },
  { type: "reference-delta", model: "a", text: reply(1), thinking: "Which of both?", firstTokenMs: 300 },
];
const streaming: readonly RunEvent[] = [
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
    { ...(scores as Extract<RunEvent, { type: "scores" }>), agreeing: [1] },
    done,
  ],
  { ...start, question: { ...start.question, text: `${start.question.text}\n`.repeat(6) } },
);

/** The fold with all that was answered besides. */
const others = ({ page }: PanelPage) => page.locator(".others > summary");

/** Everything that the panel can look like, by name. */
const states = {
  start: (panel: PanelPage) => panel.show([], { ...endpoints, mode: "empty", description: "No endpoint" }),
  empty: (panel: PanelPage) => panel.show([]),
  streaming: async (panel: PanelPage) => {
    await panel.show([]);
    await panel.play([start, ...chosen, ...streaming]);
    // A growing text is shown bit by bit.
    await expect(panel.page.locator(".answer blockquote")).toBeAttached();
  },
  models: async (panel: PanelPage) => {
    await panel.show([]);
    await panel.play([start, ...chosen, ...streaming]);
    await panel.page.locator(".run-line > summary").click();
    await expect(panel.page.locator(".run-line .reference-row")).toHaveCount(3);
  },
  held: async (panel: PanelPage) => {
    await panel.show([]);
    await panel.play([start, ...chosen, ...draft]);
    await expect(panel.page.locator(".answer blockquote")).toBeAttached();
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
  compare: async (panel: PanelPage) => {
    await panel.show([finished]);
    await panel.page
      .locator(".answer")
      .getByRole("button", { name: panel.t("Compare"), exact: true })
      .click();
    await panel.page.getByLabel(panel.t("Compare with")).selectOption(panel.t("Candidate {0}", 3));
    await expect(panel.page.locator(".compare > .hint"), "how many passages are marked").toBeVisible();
  },
  disagreeing: async (panel: PanelPage) => {
    await panel.show([disagreeing]);
    await panel.page.getByText(panel.t("{0} notes", 2)).click();
    await panel.page.getByRole("button", { name: panel.t("Show the Whole Question") }).click();
    await expect(panel.page.getByText(panel.t("They disagree"))).toBeVisible();
  },
  menu: async (panel: PanelPage) => {
    await panel.show([finished]);
    await panel.page.getByRole("button", { name: panel.t("More with this code") }).click();
    await expect(panel.page.getByRole("menuitem").first()).toBeFocused();
  },
  why: async (panel: PanelPage) => {
    await panel.show([recordOf(reasoned, reasonedStart)]);
    await openWhy(panel);
    await panel.send({ type: "bank-questions", questions: bankTexts });
    await panel.page.getByRole("button", { name: new RegExp(panel.t("Show all {0}", "\\d+")) }).click();
    await expect(panel.page.getByRole("button", { expanded: true })).toHaveText(panel.t("Show fewer"));
  },
  votes: async (panel: PanelPage) => {
    await panel.show([(await play("majority-voting")).record]);
    await openWhy(panel);
  },
  preview: async (panel: PanelPage) => {
    await panel.show([finished]);
    await panel.box.fill(previewed().question);
    await panel.send({ type: "preview", preview: previewed() });
    await panel.send({ type: "bank-questions", questions: bankTexts });
    await expect(panel.page.locator(".preview")).toBeFocused();
  },
  error: async (panel: PanelPage) => {
    const problem = "smcs.endpoints: the endpoint lab has no baseUrl.";
    await panel.show([recordOf([...chosen, ...failing], start)], { ...endpoints, problem });
    await panel.send({ type: "failure", message: "The question bank could not be read. See the log." });
    await expect(panel.page.getByRole("alert")).toBeVisible();
  },
  fallback: async (panel: PanelPage) => {
    await panel.show([recordOf([...chosen, ...fallingBack], start)], { ...endpoints, mode: "demo" });
    await others(panel).click();
    await panel.page.locator(".other > summary").click();
    await expect(panel.page.locator(".other .reply-error")).toBeVisible();
  },
  writing: async (panel: PanelPage) => {
    await panel.show([finished], endpoints, ["src/components/search-box.tsx", "problems of search-box.tsx"]);
    await panel.page.getByRole("button", { name: panel.t("Edit Question") }).click();
    await panel.box.fill("/");
    await expect(panel.page.getByRole("listbox")).toBeVisible();
  },
} satisfies Readonly<Record<string, (panel: PanelPage) => Promise<void>>>;

type StateName = keyof typeof states;
export const stateNames = Object.keys(states) as readonly StateName[];

/** Puts an open panel into a state. Resolves when the state is drawn, with the colours of its code. */
export async function showState(panel: PanelPage, name: StateName): Promise<void> {
  await states[name](panel);
  await panel.drawn();
  await codeIsColoured(panel);
}
