import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import type { Locator } from "playwright";
import { createSmallBank } from "../support/bank/small-bank.ts";
import { expect } from "../support/expect.ts";
import { endpointOf, type ModelsServer, modelsServer } from "../support/http/models-server.ts";
import { PanelSteps } from "../support/vscode/panel-steps.ts";
import { useWindow } from "../support/vscode/use-window.ts";

const QUESTION = "How do I keep what a question costs low?";

/** A reply that is right when option A is right. Its code must be run to find it wrong. */
const REPLY = "The answer is (A).\n\n```python\ndef nothing():\n    pass\n```";

/** A user with one expensive model and a question for it; an evaluation follows. */
describe("what costs money", () => {
  let models: ModelsServer;
  let bank: string;

  before(async () => {
    models = await modelsServer(["dear"], () => REPLY);
    bank = await mkdtemp(path.join(tmpdir(), "smcs-costs-"));
    await createSmallBank(bank, ["python", "javascript"]);
  });

  const vscode = useWindow(() => ({
    settings: {
      "smcs.bank.location": bank,
      "smcs.endpoints": [
        {
          ...endpointOf(models, [{ id: "dear", promptUsdPerMTok: 10, completionUsdPerMTok: 100 }]),
          concurrency: 2,
        },
      ],
    },
  }));
  const panel = new PanelSteps(vscode);

  after(async () => {
    await models.close();
    await rm(bank, { recursive: true, force: true });
  });

  const dialog = (): Locator => vscode.page.locator(".monaco-dialog-box");

  describe("a question", () => {
    it("is asked about first; whoever declines has the question back, and nobody was asked", async () => {
      await panel.show();
      await panel.send(QUESTION);
      await dialog().getByText("This question may cost up to").waitFor();
      await vscode.workbench.screenshot("money-1-asked");
      await dialog().getByRole("button", { name: "Cancel" }).click();
      await panel.button("Send").waitFor();
      await expect(panel.box).toHaveValue(QUESTION);
      expect(models.asked()).toBe(0);
    });

    it("can be looked at before that: the preview says who would be asked and what that costs", async () => {
      await panel.box.press("Enter");
      await dialog().getByRole("button", { name: "Show Preview" }).click();
      const preview = panel.frame.getByRole("region", { name: "Preview" });
      await preview.getByText("1 of 1 model, by").waitFor();
      await preview.getByText(/\$\d+\.\d+ to \$\d+\.\d+/).waitFor();
      await preview.getByRole("button", { name: "Close" }).click();
      await panel.button("Send").waitFor();
      await expect(panel.box).toHaveValue(QUESTION);
      expect(models.asked()).toBe(0);
    });

    it("is answered once it is agreed to, by the single model several times, and the panel says so", async () => {
      await panel.box.press("Enter");
      await dialog().getByRole("button", { name: "Ask", exact: true }).click();
      await panel.answered(QUESTION);
      await panel.last.getByText(/^\d notes?$/).click();
      await panel.frame.getByText("Only one model is available").waitFor();
      expect(models.asked()).toBeGreaterThanOrEqual(4);
    });

    it("is not in the diagnostics that are copied for a bug report", async () => {
      await vscode.workbench.runCommand("SMCS: Copy Diagnostics");
      await vscode.workbench.answerNotification("The diagnostics report is copied", "Show Report");
      const report = vscode.page.locator(".editor-instance .view-lines");
      await expect(report).toContainText(/SMCS.diagnostics[^]*Versions/);
      await expect(report).not.toContainText(/keep.what.a.question.costs|127\.\s*0/);
      await vscode.workbench.runCommand("View: Revert and Close Editor");
    });
  });

  describe("an evaluation", () => {
    const line = (text: string | RegExp): Locator =>
      vscode.page.locator(".part.auxiliarybar .monaco-list-row").filter({ hasText: text }).first();
    let before: number;

    const requests = (): number => models.asked() - before;

    it("says what it would ask and cost before it starts", async () => {
      const { workbench } = vscode;
      before = models.asked();
      await workbench.runCommand("SMCS: Focus on Question Bank View");
      await line("Sources").waitFor();
      await workbench.runCommand("SMCS: Evaluate Models on Question Bank");
      await workbench.answerQuickInput("Which models to evaluate");
      await workbench.answerQuickInput("A sample takes a share of every source", "All 20 questions");
      const asked = vscode.page.locator(".quick-input-widget:visible");
      await asked.getByText(/20 requests, \$\d+\.\d+ to \$\d+\.\d+\. Most to spend/).waitFor();
      await workbench.screenshot("evaluation-3-budget");
      expect(requests()).toBe(0);
    });

    it("shows its progress, holds and goes on", async () => {
      const { workbench } = vscode;
      models.hold();
      await workbench.answerQuickInput("Most to spend");
      await line("Evaluation").waitFor();
      await line(/dear.*to do/).waitFor();
      await workbench.screenshot("evaluation-4-running");
      await expect.poll(requests, { message: "as many are asked as may be at once" }).toBe(2);
      await workbench.runCommand("SMCS: Pause Evaluation");
      await line("Evaluation (paused)").waitFor();
      // Requests that had started still arrive: two at the server, and four from its queue.
      models.release();
      await line(/dear.*14 to do/).waitFor();
      expect(requests()).toBe(6);
      await workbench.runCommand("SMCS: Resume Evaluation");
      await workbench.notification(/Evaluation done: 20 asked, \d+ right, \d+ wrong, \$\d.*Nothing is missing\./);
      await workbench.screenshot("evaluation-6-done");
    });

    it("has put the outcomes into the bank, and asks nothing twice", async () => {
      const { workbench } = vscode;
      await workbench.clearNotifications();
      await line("Evaluated models").click();
      await line("dear").waitFor();
      await workbench.screenshot("evaluation-7-bank");
      await workbench.runCommand("SMCS: Evaluate Models on Question Bank");
      await workbench.notification("Nothing is missing");
      expect(requests()).toBe(20);
    });

    it("is ticked off in the walkthrough, as the reasons are once they were looked at", async () => {
      const { workbench, page } = vscode;
      const done = (step: string) => page.locator(`[data-done-step-id$="#${step}"][aria-checked="true"]`);
      await workbench.runCommand("SMCS: Get Started");
      await done("evaluate").waitFor();
      await expect(done("readWhy")).toHaveCount(0);
      await page.getByText("Read why").first().click();
      await page.getByText("question bank report", { exact: true }).click();
      await workbench.report().getByRole("heading", { name: "Question bank" }).first().waitFor();
      await workbench.runCommand("SMCS: Get Started");
      await done("readWhy").waitFor();
      await workbench.screenshot("evaluation-9-walkthrough");
    });
  });
});
