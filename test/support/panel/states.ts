import { recordOf } from "../../../media/panel/record/example-run.ts";
import type { RunEvent } from "../../../src/protocol/run.ts";
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

/** Everything that the panel can look like, by name; each puts an open panel into that state. */
export const states: Readonly<Record<string, (panel: PanelPage) => Promise<void>>> = {
  start: (panel) => panel.show([], { ...endpoints, mode: "empty", description: "No endpoint" }),
  empty: (panel) => panel.show([]),
  streaming: async (panel) => {
    await panel.show([]);
    await panel.play([start, ...chosen, ...streaming]);
  },
  winner: async (panel) => {
    await panel.show([finished]);
    await panel.page.getByText(panel.t("{0} of {1} answered", 3, panel.t("{0} models", 3))).click();
    await panel.page
      .locator("summary", { hasText: panel.t("finished") })
      .first()
      .click();
  },
  compare: async (panel) => {
    await panel.show([finished]);
    await panel.page.getByLabel(panel.t("Compare with")).selectOption(panel.t("Candidate {0}", 1));
  },
  why: async (panel) => {
    await panel.show([recordOf(reasoned, reasonedStart)]);
    await panel.page.getByText(panel.t("Why these models")).click();
    await panel.drawn();
    await panel.send({ type: "bank-questions", questions: bankTexts });
    await panel.page.getByRole("button", { name: new RegExp(panel.t("Show all {0}", "\\d+")) }).click();
  },
  votes: async (panel) => {
    await panel.show([(await play("majority-voting")).record]);
    await panel.page.getByText(panel.t("Why these models")).click();
    await panel.drawn();
  },
  preview: async (panel) => {
    await panel.show([finished]);
    await panel.box.fill(previewed().question);
    await panel.send({ type: "preview", preview: previewed() });
    await panel.send({ type: "bank-questions", questions: bankTexts });
  },
  error: async (panel) => {
    const problem = "smcs.endpoints: the endpoint lab has no baseUrl.";
    const embedder = { name: "built-in", why: "The embedding model is not downloaded yet." };
    await panel.show([recordOf([...chosen, ...failing], start)], { ...endpoints, problem, embedder });
    await panel.send({ type: "failure", message: "The question bank could not be read. See the log." });
  },
  fallback: async (panel) => {
    await panel.show([recordOf([...chosen, ...fallingBack], start)], { ...endpoints, mode: "demo" });
    await panel.page.getByText(panel.t("{0} unfinished candidate", 1)).click();
  },
  writing: async (panel) => {
    await panel.show([finished], endpoints, ["src/components/search-box.tsx", "problems of search-box.tsx"]);
    await panel.page.getByRole("button", { name: panel.t("Edit Question") }).click();
    await panel.box.fill("/");
    await panel.drawn();
  },
};
