import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { FrameLocator } from "playwright-core";
import { type LocalServer, localServer } from "../support/http/local-server.ts";
import { sendJson, streamAll } from "../support/http/sse.ts";
import { openWindow, type VscodeWindow } from "../support/vscode/window.ts";

const QUESTION = "How do I keep what a question costs low?";

/** Somebody whose models are dear, in a real VS Code in a real browser; every step builds on the one before. */
describe("a dear question in the editor", () => {
  let models: LocalServer;
  let vscode: VscodeWindow;
  let panel: FrameLocator;
  let asked = 0;

  before(async () => {
    models = await localServer(({ path: wanted, body }, response) => {
      if (wanted === "/v1/models") {
        sendJson(response, 200, { object: "list", data: [{ id: "dear" }] });
        return;
      }
      asked += 1;
      const count = Number(body?.["n"] ?? 1);
      streamAll(
        response,
        Array.from({ length: count }, (_, index) => ({ index, content: "Ask a small model first.", finish: "stop" })),
      );
    });
    const prices = { promptUsdPerMTok: 10, completionUsdPerMTok: 100 };
    const endpoint = { name: "mine", kind: "openai", baseUrl: models.url, models: [{ id: "dear", ...prices }] };
    vscode = await openWindow({ "smcs.endpoints": [endpoint] });
    panel = vscode.workbench.webview();
  });

  after(async () => {
    await vscode.close("money-last-state");
    await models.close();
  });

  it("is asked about first; whoever declines has the question back, and nobody was asked", async () => {
    const { workbench } = vscode;
    await workbench.runCommand("SMCS: Focus on Chat View");
    const box = panel.getByRole("textbox", { name: "Ask a coding question" });
    await box.fill(QUESTION);
    await box.press("Enter");
    const dialog = workbench.page.locator(".monaco-dialog-box");
    await dialog.getByText("This question may cost up to").waitFor();
    await workbench.screenshot("money-1-asked");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await panel.getByRole("button", { name: "Send" }).waitFor();
    assert.equal(await box.inputValue(), QUESTION);
    assert.equal(asked, 0);
  });

  it("can be looked at before that: the preview says who would be asked and what that costs", async () => {
    const { workbench } = vscode;
    const box = panel.getByRole("textbox", { name: "Ask a coding question" });
    await box.press("Enter");
    await workbench.page.locator(".monaco-dialog-box").getByRole("button", { name: "Show Preview" }).click();
    const preview = panel.getByRole("region", { name: "Preview" });
    await preview.getByText("1 of 1 model, by").waitFor();
    await preview.getByText(/\$\d+\.\d+ to \$\d+\.\d+/).waitFor();
    await workbench.screenshot("money-1-preview");
    await preview.getByRole("button", { name: "Close" }).click();
    await panel.getByRole("button", { name: "Send" }).waitFor();
    assert.equal(await box.inputValue(), QUESTION);
    assert.equal(asked, 0);
  });

  it("is answered once it is agreed to, by the single model several times, and the panel says so", async () => {
    const { workbench } = vscode;
    await panel.getByRole("textbox", { name: "Ask a coding question" }).press("Enter");
    await workbench.page.locator(".monaco-dialog-box").getByRole("button", { name: "Ask", exact: true }).click();
    await panel.getByText("Only one model is available").waitFor();
    await panel.getByText("Winner: candidate").first().waitFor();
    await workbench.screenshot("money-2-answered");
    assert.ok(asked >= 4);
  });

  it("is not in the diagnostics that are copied for a bug report", async () => {
    const { workbench } = vscode;
    await workbench.runCommand("SMCS: Copy Diagnostics");
    await workbench.notification("The diagnostics report is copied");
    await workbench.page.getByRole("button", { name: "Show Report" }).first().click();
    const editor = workbench.page.locator(".editor-instance .view-lines");
    await editor.getByText("SMCS").first().waitFor();
    await workbench.screenshot("money-3-diagnostics");
    const report = (await editor.innerText()).replaceAll("\u00a0", " ");
    assert.match(report, /Versions/);
    assert.doesNotMatch(report, /keep what a question costs|127\.\s*0/);
  });
});
