import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { recordOf } from "../../media/panel/record/example-run.ts";
import { bankTexts, previewed, reasoned, reasonedStart } from "../support/panel/reasons.ts";
import { opening } from "../support/panel/runs.ts";
import { themes } from "../support/panel/theme.ts";
import { usePanel } from "../support/panel/use-panel.ts";

const run = recordOf(reasoned, reasonedStart);
const { question } = previewed();

describe("the preview of a question", () => {
  const openPanel = usePanel();

  it("is asked for with Alt+Enter, the button or the command, and only where there is a question", async () => {
    const panel = await openPanel();
    await panel.show([]);
    const asked = async () => (await panel.sent()).filter(({ type }) => type === "preview").length;
    await panel.box.press("Alt+Enter");
    await panel.button("Preview").press("Enter");
    await panel.send({ type: "preview-draft" });
    assert.equal(await asked(), 0);
    await panel.box.fill(question);
    await panel.box.press("Alt+Enter");
    assert.deepEqual(await panel.lastSent(), { type: "preview", text: question });
    await panel.button("Preview").press("Enter");
    await panel.send({ type: "preview-draft" });
    assert.equal(await asked(), 3);
    assert.equal(await panel.box.inputValue(), question, "the question stays where it is");
    assert.equal((await panel.sent()).some(({ type }) => type === "ask"), false); // prettier-ignore
  });

  it("says who would answer, in how many requests, and what is not known of the cost", async () => {
    const panel = await openPanel();
    await panel.show([run]);
    await panel.send({ type: "preview", preview: { question, plan: null } });
    const sheet = panel.page.getByRole("region", { name: "Preview" });
    await sheet.getByText("Choosing models…").waitFor();
    await panel.send({ type: "preview", preview: previewed() });
    for (const text of [
      question,
      "No model has been called yet.",
      "7 of 15 models, by 24 similar questions. 13 requests in all.",
      "Not known; the known part is $0.0124 to $0.2113",
      "No price is known for GLM-4.5-Air.",
      "nothing is charged that we know of: phi-4, gemma-3-27b-it.",
      "Never more than $0.5000",
      "lab could not be reached; its models are left out.",
      "they are drawn anew",
    ])
      await sheet.getByText(text).first().waitFor();
    assert.equal(await sheet.getByText("will be asked").count(), 7);
    assert.equal(await sheet.getByRole("region", { name: "What each candidate merges" }).getByRole("row").count(), 7);
    await panel.send({ type: "preview", preview: previewed({ estimate: { ...previewed().plan!.estimate, costUsd: [0.01, 0.2], unpriced: [], unpricedHere: [] } }) }); // prettier-ignore
    await sheet.getByText("$0.0100 to $0.2000").waitFor();
  });

  it("takes the focus, is asked with Enter on its button, and gives the focus back", async () => {
    const panel = await openPanel();
    const { page } = panel;
    await panel.show([]);
    await panel.box.fill(question);
    await panel.send({ type: "preview", preview: previewed() });
    assert.equal(await page.locator(":focus").getAttribute("class"), "preview");
    await panel.button("Ask").press("Enter");
    assert.deepEqual(await panel.lastSent(), { type: "end-preview", ask: true });
    await panel.send({ type: "preview", preview: null });
    await panel.play([opening()[0]]);
    assert.equal(await panel.box.inputValue(), "");
    assert.equal(await page.getByRole("region", { name: "Preview" }).count(), 0);
    assert.equal(await page.locator(":focus").getAttribute("aria-label"), "Ask a coding question");
  });

  it("is closed with Escape, and nothing is asked", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.box.fill(question);
    await panel.send({ type: "preview", preview: previewed() });
    await panel.page.keyboard.press("Escape");
    assert.deepEqual(await panel.lastSent(), { type: "end-preview", ask: false });
    await panel.send({ type: "preview", preview: null });
    assert.equal(await panel.box.inputValue(), question);
    assert.equal(await panel.page.locator(":focus").getAttribute("aria-label"), "Ask a coding question");
  });

  it("cannot be asked while another question is being answered, unless that waits for it", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.play([opening()[0]]);
    await panel.send({ type: "preview", preview: previewed() });
    await panel.button("Ask").press("Enter");
    assert.equal((await panel.sent()).filter(({ type }) => type === "end-preview").length, 0);
    await panel.send({ type: "preview", preview: previewed({ held: true }) });
    assert.equal(await panel.page.getByText("they are drawn anew").count(), 0);
    await panel.button("Ask").press("Enter");
    assert.deepEqual(await panel.lastSent(), { type: "end-preview", ask: true });
  });

  it("is part of the snapshot of a panel that returns", async () => {
    const panel = await openPanel();
    await panel.show([run]);
    const status = { mode: "endpoints", description: "2 endpoints", problem: null, embedder: null };
    await panel.send({ type: "snapshot", runs: [], status, attached: [], preview: previewed() });
    await panel.page.getByRole("region", { name: "Preview" }).waitFor();
    await panel.show([run]);
    assert.equal(await panel.page.getByRole("region", { name: "Preview" }).count(), 0);
  });

  for (const theme of themes) {
    it(`can be looked at in the ${theme} theme`, async () => {
      const panel = await openPanel({ theme, height: 1_000 });
      await panel.show([run]);
      await panel.box.fill(question);
      await panel.send({ type: "preview", preview: previewed() });
      await panel.send({ type: "bank-questions", questions: bankTexts });
      await panel.screenshot(`panel-preview-${theme}`);
    });
  }
});
