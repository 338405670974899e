import { describe, it } from "node:test";
import type { Locator } from "playwright";
import { recordOf } from "../support/panel/example-run.ts";
import { takePicture } from "../support/docs/pictures.ts";
import { expect } from "../support/expect.ts";
import { cutOff } from "../support/panel/cut-off.ts";
import { openWhy } from "../support/panel/open-why.ts";
import type { PanelPage } from "../support/panel/panel-page.ts";
import { bankTexts, chosen, failing, reasoned, reasonedStart } from "../support/panel/reasons.ts";
import { usePanel } from "../support/panel/use-panel.ts";

const run = recordOf(reasoned, reasonedStart);

/** Opens _Why this answer_ with the texts of the support questions. */
async function showWhy(panel: PanelPage): Promise<void> {
  await panel.show([run]);
  await openWhy(panel);
  await panel.send({ type: "bank-questions", questions: [...bankTexts] });
}

/** Returns a section by its heading. */
function part({ page }: PanelPage, name: string): Locator {
  return page.locator("section", { has: page.getByRole("heading", { name }) });
}

/** Resolves when the panel has requested the texts of these questions. @param ids of each request */
async function looksUp(panel: PanelPage, ...ids: readonly (readonly string[])[]): Promise<void> {
  const asked = async () => (await panel.sent()).filter(({ type }) => type === "look-up");
  await expect.poll(asked).toEqual(ids.map((some) => ({ type: "look-up", ids: some })));
}

describe("why this answer", () => {
  const openPanel = usePanel();

  it("is said in a line before anybody opens it", async () => {
    const panel = await openPanel();
    await panel.show([run]);
    await expect(panel.page.getByText("7 of 15 models, by 24 similar questions")).toBeVisible();
    await expect(panel.page.getByRole("heading", { name: "Prior" })).toHaveCount(0);
    await looksUp(panel);
  });

  it("shows ten support questions, looked up when they are wanted, and all on demand", async () => {
    const panel = await openPanel();
    await panel.show([run]);
    await openWhy(panel);
    const ids = bankTexts.map(({ id }) => id);
    await looksUp(panel, ids.slice(0, 10));
    await panel.send({ type: "bank-questions", questions: bankTexts.slice(0, 10) });
    const section = part(panel, "Support questions");
    const items = section.getByRole("listitem");
    const asRead = { useInnerText: true };
    const first = "Write a function that waits 0 ms after the last of several calls before it does its work.";
    await expect(items.nth(0)).toHaveText(`${first} Similarity 0.820 LiveCodeBench · coding`, asRead);
    await expect(items.nth(1)).toHaveText(/Write a function that waits 1 ms.*…/, asRead);
    await expect(items.nth(3)).toHaveText("bank/4 Similarity 0.770 LiveCodeBench · not in the bank any more", asRead);
    await expect(items).toHaveCount(10);
    await section.getByRole("button", { name: "Show all 24" }).press("Enter");
    await expect(items).toHaveCount(24);
    await looksUp(panel, ids.slice(0, 10), ids.slice(10));
    await expect(panel.focus).toHaveText("Show fewer");
  });

  it("charts where they come from", async () => {
    const panel = await openPanel();
    await showWhy(panel);
    await expect(part(panel, "Sources").getByRole("listitem")).toHaveText(
      ["LiveCodeBench 42% (10)", "MBPP 21% (5)", "HumanEval 21% (5)", "MATH 17% (4)"],
      { useInnerText: true },
    );
  });

  it("says from what the priors were learned, and whether the bank has changed since", async () => {
    const panel = await openPanel();
    const learned = { questions: 1234, at: "2026-01-31T12:00:00.000Z", isCurrent: false };
    await panel.show([{ ...run, selection: { ...run.selection!, learned } }]);
    await expect(panel.page.getByText("7 of 15 models, by what was learned from the whole bank")).toBeVisible();
    await openWhy(panel);
    await expect(part(panel, "Prior")).toContainText("learned from the whole bank: 1,234 questions on 2026-01-31.");
    await expect(part(panel, "Prior")).toContainText("The bank has changed since.");
  });

  it("says of every model whether it was asked and evaluated", async () => {
    const panel = await openPanel();
    await showWhy(panel);
    const models = part(panel, "Prior").getByRole("listitem");
    await expect(models).toHaveCount(15);
    await expect(models.filter({ hasText: "asked" })).toHaveCount(7);
    await expect(models.nth(4)).toHaveText(/Kimi-K2-Instruct asked not evaluated\s+\d+%/, { useInnerText: true });
    await expect(models.nth(12)).toHaveText(/^OLMo-2-32B not evaluated\s+\d+%$/, { useInnerText: true });
  });

  it("says what each model adds, if they were chosen together", async () => {
    const panel = await openPanel();
    const together = chosen.map((model, index) => ({ model, adds: index === 0 ? 0.62 : 0.05 / index }));
    const events = reasoned.map((event) =>
      event.type === "selection-end" ? { ...event, selection: { ...event.selection, chosen: together } } : event,
    );
    await panel.show([recordOf(events, reasonedStart)]);
    await openWhy(panel);
    const priors = part(panel, "Prior");
    await expect(priors.getByText("chosen together: each adds to the chance")).toBeVisible();
    const models = priors.getByRole("listitem");
    await expect(models.nth(0)).toHaveText(/asked\s+\d+%\s+adds 62 points of coverage$/, { useInnerText: true });
    await expect(models.nth(1)).toHaveText(/adds 5\.0 points of coverage$/, { useInnerText: true });
    await expect(models.filter({ hasText: "points of coverage" })).toHaveCount(7);
    await expect.poll(() => cutOff(panel)).toEqual([]);
  });

  it("has the draws in a table: equal ones in one row, a model without an answer struck out", async () => {
    const panel = await openPanel();
    await showWhy(panel);
    const table = panel.page.getByRole("group", { name: "What each candidate merges" });
    await expect(table.getByRole("rowheader")).toHaveText(["1, 3, 6", "2", "4", "5", "7", "8"]);
    const models = chosen.map((model) => (model === failing ? `${model} (without an answer)` : model));
    await expect(table.getByRole("columnheader")).toHaveText(["Candidate", ...models, "How often it was drawn"]);
    const row = (index: number) => table.getByRole("row").nth(index).getByRole("cell");
    const kept = ["merged", "merged", "merged", "merged", "drawn, but without an answer", "merged", "left out", "×3"];
    await expect(row(1)).toHaveText(kept);
    await expect(row(3).nth(4)).toHaveText("left out");
    await expect(table.locator("s")).toHaveText(failing);
  });

  it("breaks the scores down and says what the symbols mean", async () => {
    const panel = await openPanel();
    await showWhy(panel);
    const rows = panel.page.getByRole("group", { name: "Scores" }).getByRole("row");
    await expect(rows).toHaveText(
      [
        "# Candidate Ssim PPL Sppl Stotal",
        "2 0.960 1.100 −0.100 0.860",
        "1 0.950 1.200 −0.200 0.750",
        "3 0.410 – left out – left out 0.410",
      ],
      { useInnerText: true },
    );
    for (const text of [
      "Stotal = Ssim + λ · Sppl, Sppl = 1 − PPL, λ = 1",
      `Candidates were compared with ${run.comparedIn ?? ""}.`,
    ])
      await expect(panel.page.getByText(text)).toBeVisible();
    await expect(panel.page.getByRole("definition").getByText("Mean agreement with all candidates")).toBeVisible();
  });

  it("can be looked at in the light theme", async () => {
    const panel = await openPanel({ theme: "light", height: 2_200 });
    await showWhy(panel);
    await takePicture("why-these-models", panel.page, [panel.page.locator("body")]);
    await expect.poll(() => cutOff(panel)).toEqual([]);
  });
});
