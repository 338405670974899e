import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { recordOf } from "../../media/panel/record/example-run.ts";
import type { PanelPage } from "../support/panel/panel-page.ts";
import { bankTexts, chosen, failing, reasoned, reasonedStart } from "../support/panel/reasons.ts";
import { themes } from "../support/panel/theme.ts";
import { usePanel } from "../support/panel/use-panel.ts";

const run = recordOf(reasoned, reasonedStart);

async function openWhy(panel: PanelPage): Promise<void> {
  await panel.show([run]);
  await panel.page.getByText("Why these models").click();
  await panel.drawn();
  await panel.send({ type: "bank-questions", questions: bankTexts });
}

describe("why these models", () => {
  const openPanel = usePanel();

  it("is said in a line before anybody opens it", async () => {
    const panel = await openPanel();
    await panel.show([run]);
    await panel.page.getByText("7 of 15 models, by 24 similar questions").waitFor();
    assert.equal(await panel.page.getByRole("heading", { name: "Prior" }).count(), 0);
  });

  it("shows ten support questions, looked up when they are wanted, and all on demand", async () => {
    const panel = await openPanel();
    await panel.show([run]);
    await panel.page.getByText("Why these models").click();
    await panel.drawn();
    const ids = bankTexts.map(({ id }) => id);
    assert.deepEqual(await panel.lastSent(), { type: "look-up", ids: ids.slice(0, 10) });
    await panel.send({ type: "bank-questions", questions: bankTexts.slice(0, 10) });
    const section = panel.page.locator("section", {
      has: panel.page.getByRole("heading", { name: "Support questions" }),
    });
    const items = section.getByRole("listitem");
    const [first, second, , gone] = await panel.texts(items);
    assert.match(first ?? "", /^Write a function that waits 0 ms .* similarity 0\.820 LiveCodeBench · coding$/i);
    assert.match(second ?? "", /Write a function that waits 1 ms.*…/);
    assert.match(gone ?? "", /^bank\/4 .* LiveCodeBench · not in the bank any more$/);
    assert.equal(await items.count(), 10);
    const all = section.getByRole("button", { name: "Show all 24" });
    await all.press("Enter");
    await panel.drawn();
    assert.equal(await items.count(), 24);
    assert.deepEqual(await panel.lastSent(), { type: "look-up", ids: ids.slice(10) });
    assert.equal(await panel.focused(), "Show fewer");
  });

  it("charts where they come from", async () => {
    const panel = await openPanel();
    await openWhy(panel);
    const section = panel.page.locator("section", { has: panel.page.getByRole("heading", { name: "Sources" }) });
    assert.deepEqual(await panel.texts(section.getByRole("listitem")), [
      "LiveCodeBench 42% (10)",
      "MBPP 21% (5)",
      "HumanEval 21% (5)",
      "MATH 17% (4)",
    ]);
  });

  it("says of every model whether it was asked and evaluated", async () => {
    const panel = await openPanel();
    await openWhy(panel);
    const section = panel.page.locator("section", { has: panel.page.getByRole("heading", { name: "Prior" }) });
    const models = await panel.texts(section.getByRole("listitem"));
    assert.equal(models.length, 15);
    assert.equal(models.filter((text) => text.includes("asked")).length, 7);
    assert.match(models[4] ?? "", /Kimi-K2-Instruct asked not evaluated \d+%/);
    assert.match(models[12] ?? "", /^OLMo-2-32B not evaluated \d+%$/);
  });

  it("has the draws in a table: equal ones in one row, a failed model struck out", async () => {
    const panel = await openPanel();
    await openWhy(panel);
    const table = panel.page.getByRole("region", { name: "What each candidate merges" });
    assert.deepEqual(await table.getByRole("rowheader").allInnerTexts(), ["1, 3, 6", "2", "4", "5", "7", "8"]);
    const headers = (await table.getByRole("columnheader").allTextContents()).slice(1, -1);
    assert.deepEqual(headers, chosen.map((model) => (model === failing ? `${model} (failed)` : model))); // prettier-ignore
    const [, first, , third] = await table.getByRole("row").all();
    const cells = await first?.getByRole("cell").allTextContents();
    const kept = ["merged", "merged", "merged", "merged", "drawn, but without an answer", "merged", "left out", "×3"];
    assert.deepEqual(cells, kept);
    assert.equal(await third?.getByRole("cell").nth(4).textContent(), "left out");
    assert.equal(await table.locator("s").innerText(), failing);
  });

  it("breaks the scores down and says what the symbols mean", async () => {
    const panel = await openPanel();
    await openWhy(panel);
    const table = panel.page.getByRole("region", { name: "Scores" });
    assert.deepEqual(await panel.texts(table.getByRole("row")), [
      "# Candidate Ssim PPL Sppl Stotal",
      "2 0.960 1.100 −0.100 0.860",
      "1 0.950 1.200 −0.200 0.750",
      "3 0.410 – left out – left out 0.410",
    ]);
    await panel.page.getByText("Stotal = Ssim + λ · Sppl, Sppl = 1 − PPL, λ = 1").waitFor();
    await panel.page.getByRole("definition").getByText("Mean agreement with all candidates").waitFor();
    await panel.page.getByText(`Candidates were compared with ${run.comparedIn ?? ""}.`).waitFor();
  });

  for (const theme of themes) {
    it(`can be looked at in the ${theme} theme`, async () => {
      const panel = await openPanel({ theme, height: 2_200 });
      await openWhy(panel);
      await panel.screenshot(`panel-why-${theme}`);
    });
  }

  it("can be looked at in a narrow panel and in a wide editor tab", async () => {
    for (const width of [250, 1_600]) {
      const panel = await openPanel({ width, height: 2_400 });
      await openWhy(panel);
      await panel.screenshot(`panel-why-${width}`);
    }
  });
});
