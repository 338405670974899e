import path from "node:path";
import { after, before, describe, it } from "node:test";
import type { BrowserContext } from "playwright-core";
import { openBrowser } from "../support/vscode/browser.ts";
import { exitOnSignals } from "../support/vscode/process-end.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";
import { type Server, startServer } from "../support/vscode/server.ts";
import { Workbench } from "../support/vscode/workbench.ts";
import { workbenchUrl } from "../support/vscode/workbench-url.ts";

/** What a language pack sets before VS Code starts. Without the pack its own words stay English, ours do not. */
const speakChinese = 'globalThis._VSCODE_NLS_LANGUAGE = "zh-cn";';

/** The packed extension in an editor whose language is Simplified Chinese. */
describe("SMCS in a Chinese editor", () => {
  let server: Server;
  let browser: BrowserContext;
  let workbench: Workbench;

  before(async () => {
    exitOnSignals();
    const packed = path.join(repositoryRoot, "out", "smcs.vsix");
    server = await startServer({ extensions: [packed], idleSeconds: 90 });
    browser = await openBrowser(server.folders.browserProfile);
    const page = browser.pages()[0] ?? (await browser.newPage());
    await page.addInitScript({ content: speakChinese });
    workbench = await Workbench.open(page, workbenchUrl(server.port, { folder: server.folders.workspace }));
  });

  after(async () => {
    await workbench.screenshot("chinese-last").catch(() => undefined);
    await browser.close();
    await server.stop();
  });

  it("has commands, settings' sentences and lists in Chinese", async () => {
    await workbench.runCommand("SMCS: 选择系统");
    await workbench.quickInputTitled("模型应如何协作？");
    await workbench.page.getByText("所有模型各作答一次，最常见的答案胜出。").waitFor();
    await workbench.screenshot("chinese-choose-system");
    await workbench.page.keyboard.press("Escape");
  });

  it("has the panel and its messages in Chinese", async () => {
    await workbench.runCommand("SMCS: 使用演示模型");
    const frame = workbench.page.frameLocator('iframe.webview.ready[src*="extensionId=smcs.smcs"]:visible');
    const panel = frame.frameLocator("iframe#active-frame");
    await panel.getByText("模拟模型").first().waitFor();
    await panel.getByRole("textbox", { name: "提一个编程问题" }).waitFor();
    await workbench.runCommand("SMCS: 使用演示模型");
    await workbench.page.getByText("演示用的模拟模型正在作答。").first().waitFor();
    await workbench.screenshot("chinese-demo-models");
  });

  it("has its settings and its walkthrough in Chinese", async () => {
    const { page } = workbench;
    await workbench.runCommand("Preferences: Open Settings (UI)");
    await page.locator(".settings-editor .search-container .view-line").first().waitFor();
    await page.keyboard.insertText("@ext:smcs.smcs");
    await page.getByText("以下各项中未单独设置者的取值").first().waitFor();
    await workbench.screenshot("chinese-settings");
    await workbench.runCommand("SMCS: 入门");
    await page.locator('[data-done-step-id$="#demoModels"][aria-checked="true"]').waitFor();
    await page.getByText("评测你的模型").first().click();
    await page.getByRole("button", { name: "评测模型" }).waitFor();
    await workbench.screenshot("chinese-walkthrough");
  });
});
