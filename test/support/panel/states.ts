import { recordOf } from "../../../media/panel/record/example-run.ts";
import type { RunEvent } from "../../../src/protocol/run.ts";
import { expect } from "../expect.ts";
import { codeIsColoured } from "./code-is-coloured.ts";
import { openWhy } from "./open-why.ts";
import { endpoints, type PanelPage } from "./panel-page.ts";
import { bankTexts, previewed, reasoned, reasonedStart } from "./reasons.ts";
import { play } from "./system-runs.ts";
import { answered, failing, fallingBack, merged, opening, reply, winning } from "./runs.ts";

const [start, ...chosen] = opening();
const finished = recordOf([...chosen, ...winning], start);
const streaming: readonly RunEvent[] = [
  ...answered.slice(0, 1),
  { type: "reference-start", model: "b" },
  { type: "reference-delta", model: "b", text: "A first thought", thinking: "", firstTokenMs: 300 },
  ...merged.slice(0, 1),
  { type: "candidate-delta", draw: 0, text: reply(1), thinking: "Which of both?" },
];

/** Everything that the panel can look like, by name. */
const states = {
  start: (panel: PanelPage) => panel.show([], { ...endpoints, mode: "empty", description: "No endpoint" }),
  empty: (panel: PanelPage) => panel.show([]),
  streaming: async (panel: PanelPage) => {
    await panel.show([]);
    await panel.play([start, ...chosen, ...streaming]);
    // A growing text is shown bit by bit.
    await expect(panel.page.locator(".provisional blockquote")).toBeAttached();
  },
  winner: async (panel: PanelPage) => {
    await panel.show([finished]);
    await panel.page.getByText(panel.t("{0} of {1} answered", 3, panel.t("{0} models", 3))).click();
    await panel.page
      .locator("summary", { hasText: panel.t("finished") })
      .first()
      .click();
    await expect(panel.page.getByText("Answer of a")).toBeVisible();
  },
  compare: async (panel: PanelPage) => {
    await panel.show([finished]);
    await panel.page.getByLabel(panel.t("Compare with")).selectOption(panel.t("Candidate {0}", 1));
    await expect(panel.page.locator(".compare > .hint"), "how many passages are marked").toBeVisible();
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
    const embedder = { name: "built-in", why: "The embedding model is not downloaded yet." };
    await panel.show([recordOf([...chosen, ...failing], start)], { ...endpoints, problem, embedder });
    await panel.send({ type: "failure", message: "The question bank could not be read. See the log." });
    await expect(panel.page.getByRole("alert")).toBeVisible();
  },
  fallback: async (panel: PanelPage) => {
    await panel.show([recordOf([...chosen, ...fallingBack], start)], { ...endpoints, mode: "demo" });
    await panel.page.getByText(panel.t("{0} unfinished candidate", 1)).click();
    await expect(panel.page.getByRole("tabpanel")).toBeVisible();
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
