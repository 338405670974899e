import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as elapsed } from "node:timers/promises";
import type { Locator } from "playwright-core";
import { type LocalServer, localServer } from "../support/http/local-server.ts";
import { sendJson, streamAll } from "../support/http/sse.ts";
import { openWindow, type VscodeWindow } from "../support/vscode/window.ts";
import type { Workbench } from "../support/vscode/workbench.ts";

/** Right where the right option is A, and code that has to be run before it is found wrong. */
const REPLY = "The answer is (A).\n\n```python\ndef nothing():\n    pass\n```";

const LATENCY_MS = 250;

/** Somebody has two models evaluated, in a real VS Code in a real browser; every step builds on the one before. */
describe("an evaluation in the editor", () => {
  let models: LocalServer;
  let vscode: VscodeWindow;
  let workbench: Workbench;
  let view: Locator;

  const line = (text: string | RegExp): Locator => view.locator(".monaco-list-row").filter({ hasText: text }).first();
  const requests = (): number => models.seen.filter(({ path: asked }) => asked.endsWith("/chat/completions")).length;

  before(async () => {
    models = await localServer(async ({ path: asked }, response) => {
      if (asked === "/v1/models") {
        sendJson(response, 200, { object: "list", data: [{ id: "alpha" }, { id: "beta" }] });
        return;
      }
      await elapsed(LATENCY_MS);
      streamAll(response, [{ index: 0, content: REPLY, finish: "stop" }]);
    });
    const price = { promptUsdPerMTok: 1, completionUsdPerMTok: 2 };
    const endpoint = {
      name: "mine",
      kind: "openai",
      baseUrl: models.url,
      concurrency: 2,
      models: ["alpha", "beta"].map((id) => ({ id, ...price })),
    };
    vscode = await openWindow({ "smcs.endpoints": [endpoint] });
    workbench = vscode.workbench;
    view = workbench.page.locator(".part.auxiliarybar");
  });

  after(async () => {
    await vscode.close("evaluation-last-state");
    await models.close();
  });

  it("says what it would ask and cost before it starts", async () => {
    await workbench.runCommand("SMCS: Focus on Question Bank View");
    await line("Sources").waitFor();
    await workbench.runCommand("SMCS: Evaluate Models on Question Bank");
    await workbench.quickInputTitled("Which models to evaluate");
    await workbench.screenshot("evaluation-1-models");
    await workbench.acceptQuickInput();
    await workbench.quickInputTitled("Samples take from every source its share");
    await workbench.screenshot("evaluation-2-questions");
    await workbench.fillQuickInput("A sample of 20");
    await workbench.quickInputTitled("Evaluate Models");
    const asked = workbench.page.locator(".quick-input-widget:visible");
    await asked.getByText(/40 requests, \$0\.\d+ to \$0\.\d+\. Stop before more is spent/).waitFor();
    await workbench.screenshot("evaluation-3-budget");
    assert.equal(requests(), 0);
  });

  it("shows its progress, holds and goes on", async () => {
    await workbench.acceptQuickInput();
    await line("Evaluation").waitFor();
    await line(/alpha.*to do/).waitFor();
    await workbench.screenshot("evaluation-4-running");
    await workbench.runCommand("SMCS: Pause Evaluation");
    await line("Evaluation (paused)").waitFor();
    await workbench.screenshot("evaluation-5-paused");
    // What was on its way still arrives.
    await elapsed(4 * LATENCY_MS);
    const whilePaused = requests();
    assert.ok(whilePaused < 40, `${whilePaused} were asked`);
    await elapsed(4 * LATENCY_MS);
    assert.equal(requests(), whilePaused);
    await workbench.runCommand("SMCS: Resume Evaluation");
    assert.match(
      await workbench.notification("Evaluation done"),
      /^Evaluation done: 40 asked, \d+ right, \d+ wrong, \$\d.*Nothing is missing\./,
    );
    await workbench.screenshot("evaluation-6-done");
  });

  it("has put the outcomes into the bank, and asks nothing twice", async () => {
    await workbench.clearNotifications();
    await line("Evaluated models").click();
    await line("alpha").waitFor();
    await workbench.screenshot("evaluation-7-bank");
    await workbench.runCommand("SMCS: Evaluate Models on Question Bank");
    await workbench.quickInputTitled("Which models to evaluate");
    await workbench.acceptQuickInput();
    await workbench.quickInputTitled("Samples take from every source its share");
    await workbench.fillQuickInput("A sample of 20");
    await workbench.notification("Nothing is missing");
    assert.equal(requests(), 40);
  });

  it("is ticked off in the walkthrough, as the reasons are once they were looked at", async () => {
    const { page } = workbench;
    const done = (step: string) => page.locator(`[data-done-step-id$="#${step}"][aria-checked="true"]`);
    await workbench.runCommand("SMCS: Get Started");
    await done("evaluate").waitFor();
    assert.equal(await done("readWhy").count(), 0);
    await page.getByText("Read why").first().click();
    await page.getByText("question bank report", { exact: true }).click();
    await workbench.report().getByRole("heading", { name: "Question bank" }).first().waitFor();
    await workbench.screenshot("evaluation-8-report");
    await workbench.runCommand("SMCS: Get Started");
    await done("readWhy").waitFor();
    await workbench.screenshot("evaluation-9-walkthrough");
  });
});
