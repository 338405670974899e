import { describe, it } from "node:test";
import { recordOf } from "../support/panel/example-run.ts";
import { takePicture } from "../support/docs/pictures.ts";
import { expect } from "../support/expect.ts";
import { cutOff } from "../support/panel/cut-off.ts";
import { bankTexts, previewed, reasoned, reasonedStart } from "../support/panel/reasons.ts";
import { opening } from "../support/panel/runs.ts";
import { usePanel } from "../support/panel/use-panel.ts";

const run = recordOf(reasoned, reasonedStart);
const { question } = previewed();

describe("the preview of a question", () => {
  const openPanel = usePanel();

  it("is asked for with Alt+Enter, the button or the command, and only where there is a question", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.box.press("Alt+Enter");
    await panel.button("Preview").press("Enter");
    await panel.send({ type: "preview-draft" });
    await panel.sendsNothing();
    await panel.box.fill(question);
    await panel.box.press("Alt+Enter");
    await panel.button("Preview").press("Enter");
    await panel.send({ type: "preview-draft" });
    const asked = { type: "preview", text: question };
    await panel.sends(asked, asked, asked);
    await expect(panel.box, "the question stays where it is").toHaveValue(question);
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
      "Free, on this machine and without a set price: phi-4, gemma-3-27b-it.",
      "Never more than $0.5000",
      "lab could not be reached; its models are left out.",
      "Asking draws new ones",
    ])
      await sheet.getByText(text).first().waitFor();
    await expect(sheet.getByText("will be asked")).toHaveCount(7);
    await expect(sheet.getByRole("group", { name: "What each candidate merges" }).getByRole("row")).toHaveCount(7);
    await panel.send({ type: "preview", preview: previewed({ estimate: { ...previewed().plan!.estimate, costUsd: [0.01, 0.2], unpriced: [], unpricedHere: [] } }) }); // prettier-ignore
    await sheet.getByText("$0.0100 to $0.2000").waitFor();
  });

  it("says on how many examples of the question code will run", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.box.fill(question);
    const examples = ["f(1)", "f(2)"].map((given) => ({ given, expected: "2" }));
    await panel.send({ type: "preview", preview: previewed({ examples: { examples } }) });
    const sheet = panel.page.getByRole("region", { name: "Preview" });
    await sheet.getByText("2 examples found: the code of every answer runs on them.").waitFor();
  });

  it("shows the user's own prompts, as they are written, and none where all are ours", async () => {
    const panel = await openPanel({ height: 1_000 });
    await panel.show([]);
    await panel.box.fill(question);
    await panel.send({ type: "preview", preview: previewed() });
    const sheet = panel.page.getByRole("region", { name: "Preview" });
    await sheet.getByText("13 requests in all").waitFor();
    await expect(sheet.getByText("Your own prompts")).toHaveCount(0);
    const prompts = {
      question: { system: null, user: "Question: {question}." },
      aggregation: {
        system: `Merge <b>well</b>.\n\n${"Weigh each answer critically. ".repeat(20)}\n\n{references}`,
        user: "{question}",
        reference: "{number}. {response}",
      },
    };
    await panel.send({ type: "preview", preview: previewed({ prompts }) });
    await sheet.getByRole("heading", { name: "Your own prompts" }).waitFor();
    await expect(sheet.getByText("For comparing")).toHaveCount(0);
    await sheet.getByText("For the question").click();
    await sheet.getByText("none").waitFor();
    await sheet.getByText("Question: {question}.", { exact: true }).waitFor();
    await sheet.getByText("For merging").press("Enter");
    await sheet.getByText("Merge <b>well</b>.").waitFor();
    await sheet.getByText("{number}. {response}", { exact: true }).waitFor();
    for (const width of [289, 700]) {
      await panel.page.setViewportSize({ width, height: 1_000 });
      expect(await cutOff(panel)).toEqual([]);
      await sheet.getByRole("heading", { name: "Your own prompts" }).scrollIntoViewIfNeeded();
      await panel.page.screenshot({ path: `test-results/preview-prompts-${width}.png` });
    }
  });

  it("takes the focus, is asked with Enter on its button, and gives the focus back", async () => {
    const panel = await openPanel();
    const { page } = panel;
    await panel.show([]);
    await panel.box.fill(question);
    await panel.send({ type: "preview", preview: previewed() });
    await expect(panel.focus).toHaveClass("preview");
    await panel.button("Ask").press("Enter");
    await panel.sends({ type: "end-preview", ask: true });
    await panel.send({ type: "preview", preview: null });
    await panel.play([opening()[0]]);
    await expect(panel.box).toHaveValue("");
    await expect(page.getByRole("region", { name: "Preview" })).toHaveCount(0);
    await expect(panel.box).toBeFocused();
  });

  it("is closed with Escape, and nothing is asked", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.box.fill(question);
    await panel.send({ type: "preview", preview: previewed() });
    await panel.page.keyboard.press("Escape");
    await panel.sends({ type: "end-preview", ask: false });
    await panel.send({ type: "preview", preview: null });
    await expect(panel.box).toHaveValue(question);
    await expect(panel.box).toBeFocused();
  });

  it("can be asked while another question is being answered, which it waits for or which waits for it", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.play([opening()[0]]);
    await panel.send({ type: "preview", preview: previewed() });
    await panel.button("Ask").press("Enter");
    await panel.sends({ type: "end-preview", ask: true });
    await panel.send({ type: "preview", preview: previewed({ held: true }) });
    await expect(panel.page.getByText("Asking draws new ones")).toHaveCount(0);
    await panel.button("Ask").press("Enter");
    await panel.sends({ type: "end-preview", ask: true });
  });

  it("is part of the snapshot of a panel that returns", async () => {
    const panel = await openPanel();
    await panel.show([run]);
    const status = { mode: "endpoints", description: "2 endpoints", problem: null } as const;
    await panel.send({ type: "snapshot", runs: [], status, attached: [], preview: previewed() });
    await panel.page.getByRole("region", { name: "Preview" }).waitFor();
    await panel.show([run]);
    await expect(panel.page.getByRole("region", { name: "Preview" })).toHaveCount(0);
  });

  it("shows the similar questions that chose the models", async () => {
    const panel = await openPanel({ theme: "light", height: 1_000 });
    await panel.show([run]);
    await panel.box.fill(question);
    await panel.send({ type: "preview", preview: previewed() });
    await panel.send({ type: "bank-questions", questions: [...bankTexts] });
    await panel.page.getByText("Write a function that waits 0 ms").first().waitFor();
    await takePicture("preview", panel.page, [panel.page.locator("body")]);
    expect(await cutOff(panel)).toEqual([]);
  });
});
