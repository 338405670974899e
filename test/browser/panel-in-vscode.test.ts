import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import type { BrowserContext, FrameLocator, Locator } from "playwright-core";
import { openBrowser } from "../support/vscode/browser.ts";
import { exitOnSignals } from "../support/vscode/process-end.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";
import { type Server, startServer } from "../support/vscode/server.ts";
import { Workbench } from "../support/vscode/workbench.ts";
import { workbenchUrl } from "../support/vscode/workbench-url.ts";

/** What only a real window shows of the panel: it is hidden and comes back, and files of the editor go with a question. */
describe("the panel in a window", () => {
  let server: Server;
  let browser: BrowserContext;
  let workbench: Workbench;
  let panel: FrameLocator;
  let box: Locator;

  before(async () => {
    exitOnSignals();
    const packed = path.join(repositoryRoot, "out", "smcs.vsix");
    server = await startServer({ extensions: [packed], idleSeconds: 90 });
    const { workspace } = server.folders;
    await mkdir(path.join(workspace, "src"), { recursive: true });
    await writeFile(path.join(workspace, "src", "basket.ts"), "export const total = 1;\n");
    browser = await openBrowser(server.folders.browserProfile);
    const page = browser.pages()[0] ?? (await browser.newPage());
    workbench = await Workbench.open(page, workbenchUrl(server.port, { folder: workspace }));
    // Once it was hidden, its frame no longer says that it is a view; there is no other of ours in this window.
    const frame = page.frameLocator('iframe.webview.ready[src*="extensionId=smcs.smcs"]:visible');
    panel = frame.frameLocator("iframe#active-frame");
    box = panel.getByRole("textbox", { name: "Ask a coding question" });
    await workbench.runCommand("SMCS: Focus on Chat View");
    await panel.getByRole("button", { name: "Try Demo Models" }).click();
    await panel.getByText("Simulated models").first().waitFor();
  });

  after(async () => {
    await workbench.screenshot("panel-in-vscode-last").catch(() => undefined);
    await browser.close();
    await server.stop();
  });

  const hide = async (): Promise<void> => {
    await workbench.runCommand("View: Hide Secondary Side Bar");
    await workbench.page.locator(".part.auxiliarybar").waitFor({ state: "hidden" });
  };
  const show = (): Promise<void> => workbench.runCommand("SMCS: Focus on Chat View");

  it("keeps what is being written while it is hidden", async () => {
    await box.fill("");
    await box.pressSequentially("/paper Half a question");
    await hide();
    await show();
    assert.equal(await box.inputValue(), "Half a question");
    await panel.getByRole("button", { name: "Remove /paper" }).click();
  });

  it("has everything that happened while it was hidden", async () => {
    await box.fill("How do I debounce a function in TypeScript?");
    await box.press("Enter");
    await panel.getByRole("list", { name: "Models" }).waitFor();
    await hide();
    await workbench.page.waitForTimeout(3000);
    await show();
    await panel.getByRole("tab").first().waitFor();
    await panel.getByText("Winner", { exact: true }).first().waitFor();
    assert.equal(await panel.getByRole("tab").count(), 4);
  });

  it("answers one question by majority voting, and takes the answer that is chosen", async () => {
    await workbench.runCommand("SMCS: New Chat");
    await show();
    await box.pressSequentially("/majority-voting How do I debounce a function in TypeScript?");
    await panel.getByRole("button", { name: "Remove /majority-voting" }).waitFor();
    await box.press("Enter");
    const reply = panel.getByRole("tab").filter({ hasText: "reply" });
    await reply.waitFor();
    await panel.getByText("Majority voting", { exact: true }).waitFor();
    await panel.getByText(/^Winner: answer \d+$/).waitFor();
    await panel.getByText(/^Answer of .+, not merged$/).waitFor();
    const other = panel.getByRole("tab").filter({ hasNotText: "reply" }).first();
    const number = /^\d+/.exec(await other.innerText())?.[0] ?? "";
    await other.click();
    await panel.getByRole("button", { name: "Use This Reply" }).click();
    await reply.filter({ hasText: new RegExp(`^${number} · `) }).waitFor();
    await workbench.screenshot("system-in-vscode");
    assert.equal(await panel.getByRole("button", { name: "Remove /majority-voting" }).count(), 0);
  });

  it("answers by the system that the user chooses for all questions, until it is another one", async () => {
    await workbench.runCommand("SMCS: Choose System");
    await workbench.quickInputTitled("How should models work together?");
    await workbench.screenshot("system-choice");
    await workbench.fillQuickInput("/single");
    await panel.getByText("System: Single model").waitFor();
    await box.fill("How do I sort a list in Python?");
    await box.press("Enter");
    await panel.getByRole("heading", { name: /^Answer of / }).waitFor();
    await panel.getByText(/by accuracy on the whole bank\.$/).waitFor();
    await workbench.screenshot("system-single-in-vscode");
    await workbench.runCommand("SMCS: Choose System");
    await workbench.fillQuickInput("/smcs");
    await panel.getByText("System: Single model").waitFor({ state: "detached" });
  });

  it("takes the current file, and shows it when asked to", async () => {
    await workbench.runCommand("Go to File...");
    await workbench.page.keyboard.type("basket.ts");
    const found = workbench.page.locator(".quick-input-widget:visible .monaco-list-row");
    await found.filter({ hasText: "basket.ts" }).first().click();
    await workbench.page
      .getByRole("tab", { name: /basket\.ts/ })
      .first()
      .waitFor();
    await show();
    await box.pressSequentially("What is wrong? #file ");
    const chip = panel.getByRole("button", { name: /Open src\/basket\.ts/ });
    await chip.waitFor();
    assert.equal(await box.inputValue(), "What is wrong? ");
    await workbench.screenshot("panel-in-vscode-context");
    await chip.click();
    await workbench.page
      .getByRole("tab", { name: /basket\.ts/ })
      .first()
      .waitFor();
    await panel.getByRole("button", { name: "Remove src/basket.ts" }).click();
    await chip.waitFor({ state: "detached" });
  });

  it("takes a file that is dragged out of the explorer with Shift held", async () => {
    await workbench.runCommand("View: Show Explorer");
    const folder = workbench.page.getByRole("treeitem", { name: "src" }).first();
    const file = workbench.page.getByRole("treeitem", { name: "basket.ts" }).first();
    if (!(await file.isVisible())) await folder.click();
    await file.waitFor();
    const from = await file.boundingBox();
    const to = await workbench.page.locator(".part.auxiliarybar .pane-body").first().boundingBox();
    assert.ok(from !== null && to !== null);
    const { mouse, keyboard } = workbench.page;
    await mouse.move(from.x + 40, from.y + 8);
    await mouse.down();
    await keyboard.down("Shift");
    await mouse.move(to.x + to.width / 2, to.y + to.height / 3, { steps: 20 });
    await mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 10 });
    await workbench.screenshot("panel-in-vscode-drag");
    await mouse.up();
    await keyboard.up("Shift");
    await panel.getByRole("button", { name: /Open src\/basket\.ts/ }).waitFor();
  });
});
