import { recordOf } from "./example-run.ts";
import { expect } from "../expect.ts";
import { codeIsColoured } from "./code-is-coloured.ts";
import { endpoints, type PanelPage } from "./panel-page.ts";
import { bankTexts, previewed } from "./reasons.ts";
import { chosen, finished, runStates, start, streaming } from "./run-states.ts";
import { failing } from "./runs.ts";

const demo = { ...endpoints, mode: "demo" as const, description: "15 simulated models" };

/** All states of the panel, by name. */
const states = {
  start: (panel: PanelPage) => panel.show([], { ...endpoints, mode: "empty", description: "No endpoint" }),
  demo: (panel: PanelPage) => panel.show([], demo),
  empty: (panel: PanelPage) => panel.show([]),
  unknown: async (panel: PanelPage) => {
    await panel.show([], demo);
    const nearest = ["What is a closure?", "What are the SOLID principles in short?", "How do I debounce a function?"];
    await panel.unknownToDemo(nearest, true);
    await expect(panel.page.getByRole("alert")).toBeVisible();
  },
  ...runStates,
  preparing: async (panel: PanelPage) => {
    await panel.show([finished]);
    await panel.send({ type: "preview", preview: { question: previewed().question, plan: null } });
    await expect(panel.page.locator(".preview")).toBeFocused();
  },
  preview: async (panel: PanelPage) => {
    await panel.show([finished]);
    await panel.box.fill(previewed().question);
    await panel.send({ type: "preview", preview: previewed() });
    await panel.send({ type: "bank-questions", questions: [...bankTexts] });
    await expect(panel.page.locator(".preview")).toBeFocused();
  },
  error: async (panel: PanelPage) => {
    const problem = "smcs.endpoints: the endpoint lab has no baseUrl.";
    await panel.show([recordOf([...chosen, ...failing], start)], { ...endpoints, problem });
    await panel.send({ type: "failure", message: "The question bank could not be read. See the log." });
    await expect(panel.page.getByRole("alert")).toBeVisible();
  },
  writing: async (panel: PanelPage) => {
    await panel.show([finished], endpoints, ["src/components/search-box.tsx", "problems of search-box.tsx"]);
    await panel.page.getByRole("button", { name: panel.t("Edit Question") }).click();
    await panel.box.fill("/");
    await expect(panel.page.getByRole("listbox")).toBeVisible();
  },
  sources: async (panel: PanelPage) => {
    await panel.show([]);
    await panel.box.fill("Why? #");
    await expect(panel.page.getByRole("listbox")).toBeVisible();
  },
  "too-much": async (panel: PanelPage) => {
    await panel.show([], endpoints);
    const file = { kind: "file" as const, opens: true, tokens: 12_000 };
    const labels = ["src/components/a-file-with-quite-a-long-name.tsx", "src/b.ts", "src/c.ts"];
    const attached = labels.map((label) => ({ ...file, id: label, label }));
    await panel.send({ type: "attached", attached, room: 8_000 });
    await panel.box.pressSequentially("/fast ");
    await expect(panel.page.locator(".too-much")).toBeVisible();
    await expect(panel.page.locator(".attached .chip")).toHaveCount(4);
  },
  queued: async (panel: PanelPage) => {
    await panel.show([]);
    await panel.play([start, ...chosen, ...streaming]);
    const queued = ["And in Python?", "What does it cost when many components use it at the same time?"];
    const waiting = queued.map((text, index) => ({ id: `q${index}`, text, attached: index === 0 ? [] : ["src/a.ts"] }));
    await panel.send({ type: "queue", queued: waiting });
    await expect(panel.page.locator(".queued-line")).toHaveCount(2);
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
