import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import type { BrowserContext, FrameLocator } from "playwright-core";
import { localServer } from "../support/http/local-server.ts";
import { sendJson, streamAll } from "../support/http/sse.ts";
import { openBrowser } from "../support/vscode/browser.ts";
import { retry } from "../support/vscode/retry.ts";
import { exitOnSignals } from "../support/vscode/process-end.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";
import { type Server, startServer } from "../support/vscode/server.ts";
import { Workbench } from "../support/vscode/workbench.ts";
import { workbenchUrl } from "../support/vscode/workbench-url.ts";

const QUESTION = "How do I debounce a function in TypeScript?";

/** One person's way through the extension, in a real VS Code in a real browser; every step builds on the one before. */
describe("a newcomer", () => {
  let server: Server;
  let browser: BrowserContext;
  let workbench: Workbench;
  let panel: FrameLocator;

  before(async () => {
    exitOnSignals();
    // The packed extension, as users install it: what it needs must be inside.
    const packed = path.join(repositoryRoot, "out", "smcs.vsix");
    server = await startServer({ extensions: [packed], idleSeconds: 90 });
    browser = await openBrowser(server.folders.browserProfile);
    const page = browser.pages()[0] ?? (await browser.newPage());
    workbench = await Workbench.open(page, workbenchUrl(server.port, { folder: server.folders.workspace }));
    panel = workbench.webview();
  });

  after(async () => {
    await workbench.screenshot("last-state").catch(() => undefined);
    await browser.close();
    await server.stop();
  });

  it("is told what to do while no model is configured", async () => {
    await workbench.runCommand("SMCS: New Chat");
    await workbench.runCommand("SMCS: Focus on Chat View");
    await panel.getByRole("button", { name: "Add Endpoint" }).waitFor();
    await workbench.screenshot("1-empty");
    await panel.getByRole("button", { name: "Try Demo Models" }).click();
    await panel.getByText("Simulated models").first().waitFor();
  });

  it("asks from the command palette, watches the models answer and gets the winner on top", async () => {
    await workbench.runCommand("SMCS: Ask a Coding Question");
    await workbench.fillQuickInput(QUESTION);
    await panel.getByRole("list", { name: "Models" }).waitFor();
    await workbench.screenshot("2-streaming");
    await panel.getByRole("tab").first().waitFor();
    const tabs = panel.getByRole("tab");
    assert.equal(await tabs.count(), 4);
    assert.match(await tabs.first().innerText(), /Winner/i);
    await panel.getByText("function debounce").first().waitFor();
    await panel.getByText("Winner", { exact: true }).first().waitFor();
    await workbench.screenshot("3-winner");
    await widenSideBar(workbench);
    // The README's picture.
    await workbench.screenshot("panel", workbench.page.locator(".part.auxiliarybar"));
  });

  it("chooses another candidate", async () => {
    await panel.getByRole("tab").nth(1).click();
    await panel.getByRole("button", { name: "Use This Reply" }).click();
    await panel.getByText("This is the reply").waitFor();
    await workbench.screenshot("4-chosen");
  });

  it("finds chat and choice again after the window was reloaded", async () => {
    const chosen = await panel.getByRole("tab").nth(1).innerText();
    await workbench.page.reload();
    await workbench.ready();
    await workbench.runCommand("SMCS: Focus on Chat View");
    await panel.getByText(QUESTION).first().waitFor();
    assert.equal(await panel.getByRole("tab").nth(1).innerText(), chosen);
    await panel.getByRole("tab").nth(1).click();
    await panel.getByText("This is the reply").waitFor();
    await workbench.screenshot("5-reloaded");
  });

  it("asks in the panel and stops the answer", async () => {
    const box = panel.getByRole("textbox", { name: "Ask a coding question" });
    await box.fill("How do I stop a run?");
    await box.press("Enter");
    await panel.getByRole("button", { name: "Stop" }).click();
    await panel.getByText("Stopped.").first().waitFor();
    await workbench.screenshot("6-stopped");
  });

  it("adds an endpoint step by step, with a key that goes there, and asks its models", async (t) => {
    const models = await localServer(({ path: asked, body }, response) => {
      const choices = Array.from({ length: Number(body?.["n"] ?? 1) }, (_, index) => index);
      const model = String(body?.["model"]);
      if (asked === "/v1/models") sendJson(response, 200, { object: "list", data: [{ id: "alpha" }, { id: "beta" }] });
      else
        streamAll(
          response,
          choices.map((index) => ({ index, content: `Written by ${model}.`, finish: "stop" })),
        );
    });
    t.after(() => models.close());
    await workbench.runCommand("SMCS: New Chat");
    await workbench.runCommand("SMCS: Add Endpoint");
    await workbench.fillQuickInput("OpenAI-compatible");
    await workbench.quickInputTitled("Base URL of the server");
    await workbench.fillQuickInput(models.url);
    await workbench.quickInputTitled("API key for");
    await workbench.fillQuickInput("secret-of-the-test");
    await workbench.quickInputTitled("Which of its 2 models take part?");
    await workbench.screenshot("7-models");
    await workbench.acceptQuickInput();
    await workbench.quickInputTitled("A short name for it");
    await workbench.fillQuickInput("mine");
    await panel.getByText("mine").first().waitFor();

    const box = panel.getByRole("textbox", { name: "Ask a coding question" });
    await box.fill("Who are you?");
    await box.press("Enter");
    await panel
      .getByText(/Written by (alpha|beta)\./)
      .first()
      .waitFor();
    await workbench.screenshot("8-endpoint");
    assert.ok(models.seen.every(({ headers }) => headers.authorization === "Bearer secret-of-the-test"));
    const settings = await readFile(path.join(server.folders.userData, "User", "settings.json"), "utf8");
    assert.match(settings, /"name": "mine"/);
    assert.doesNotMatch(settings, /secret-of-the-test/);

    const { page } = workbench;
    const editor = page.locator(".monaco-editor .view-lines").first();
    await workbench.runCommand("SMCS: Set API Key");
    await workbench.fillQuickInput("mine");
    await workbench.quickInputTitled("It is stored encrypted");
    await workbench.fillQuickInput("second-secret");
    await workbench.notification("The key for mine is stored.");
    await workbench.runCommand("SMCS: Test Endpoints");
    await editor.getByText("SMCS endpoints").waitFor();
    await workbench.screenshot("9-endpoints-tested");
    assert.match(await editor.innerText(), /mine.*2.*ok/);
    assert.equal(models.seen.at(-1)?.headers.authorization, "Bearer second-secret");

    await editor.click();
    await page.keyboard.press("Control+A");
    await workbench.runCommand("SMCS: Ask About Selection");
    await panel.getByRole("list", { name: "Attached to the next question" }).waitFor();
    await workbench.screenshot("10-attached");
    await box.fill("What does this table say?");
    await box.press("Enter");
    await panel
      .getByText(/Written by/)
      .nth(1)
      .waitFor();
    const prompt = JSON.stringify(
      models.seen.findLast(({ body }) => JSON.stringify(body).includes("this table"))?.body,
    );
    assert.match(prompt, /SMCS endpoints/);

    await box.fill("How do I sort a list?");
    await workbench.runCommand("SMCS: Preview Model Selection");
    const preview = panel.getByRole("region", { name: "Preview" });
    await preview.getByText("No model has been called yet.").waitFor();
    await preview.getByText("similar question").first().waitFor();
    await preview
      .getByText(/starter · /)
      .first()
      .waitFor();
    await workbench.screenshot("11-preview");
    await preview.getByRole("button", { name: "Close" }).click();
    assert.equal(await box.inputValue(), "How do I sort a list?");
    await workbench.runCommand("SMCS: Remove API Key");
    await workbench.fillQuickInput("mine");
    await workbench.notification("The key for mine is removed.");
    const before = models.seen.length;
    await workbench.runCommand("SMCS: Test Endpoints");
    await retry(30_000, async () => {
      await workbench.page.waitForTimeout(100);
      // The report of the test before stands there still.
      assert.ok(models.seen.length > before, "nobody was asked");
    });
    assert.equal(models.seen.at(-1)?.headers.authorization, undefined);
  });
});

/** Drags the border of the secondary side bar to the middle of the window. */
async function widenSideBar({ page }: Workbench): Promise<void> {
  const bar = await page.locator(".part.auxiliarybar").boundingBox();
  assert.ok(bar);
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  await page.mouse.move(bar.x - 2, height / 2);
  await page.mouse.down();
  await page.mouse.move(width / 2, height / 2, { steps: 5 });
  await page.mouse.up();
  // Away from the border, which lights up under the pointer.
  await page.mouse.move(width / 4, height / 2);
}
