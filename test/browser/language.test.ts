import { describe, it } from "node:test";
import { expect } from "../support/expect.ts";
import { useWindow } from "../support/vscode/use-window.ts";

/** What a language pack sets before VS Code starts. Without the pack its own words stay English, ours do not. */
const speakChinese = 'globalThis._VSCODE_NLS_LANGUAGE = "zh-cn";';

/** The packed extension in an editor whose language is Simplified Chinese. */
describe("SMCS in a Chinese editor", () => {
  const vscode = useWindow(() => ({ script: speakChinese }));

  it("has commands, settings' sentences and lists in Chinese", async () => {
    const { workbench } = vscode;
    await workbench.runCommand("SMCS: 选择系统");
    await workbench.quickInputAsks("模型应如何协作？");
    await workbench.page.getByText("所有模型各作答一次，最常见的答案胜出。").waitFor();
    await workbench.page.keyboard.press("Escape");
  });

  it("has the panel and its messages in Chinese", async () => {
    const { workbench } = vscode;
    const panel = workbench.webview();
    await workbench.runCommand("SMCS: 使用演示模型");
    await panel.getByRole("button", { name: "演示" }).waitFor();
    await panel.getByRole("textbox", { name: "提一个编程问题" }).waitFor();
    await workbench.runCommand("SMCS: 使用演示模型");
    await workbench.page.getByText("演示用的模拟模型正在作答。").first().waitFor();
    await workbench.screenshot("chinese-demo-models");
  });

  it("has its settings and its walkthrough in Chinese", async () => {
    const { workbench, page } = vscode;
    await workbench.runCommand("Preferences: Open Settings (UI)");
    await expect(page.locator(".settings-editor .search-container :focus")).toHaveCount(1);
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
