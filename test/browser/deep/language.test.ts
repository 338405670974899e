import { describe, it } from "node:test";
import { expect } from "../../support/expect.ts";
import { useWindow } from "../../support/vscode/use-window.ts";

/**
 * Script that sets what a language pack sets before VS Code starts. Without the pack, VS Code's own texts stay English,
 * and those of SMCS do not.
 */
const speakChinese = 'globalThis._VSCODE_NLS_LANGUAGE = "zh-cn";';

/** The packed extension in an editor whose language is Simplified Chinese. */
describe("SMCS in a Chinese editor", () => {
  const vscode = useWindow(() => ({ script: speakChinese }));

  it("has commands, settings' sentences and lists in Chinese", async () => {
    const { workbench } = vscode;
    await workbench.runCommand("SMCS: 选择回答方式");
    await workbench.quickInputAsks("应如何回答问题？");
    await workbench.page.getByText("3 个模型回答，其回答被合并 4 次，最佳的合并回答胜出。").waitFor();
    await workbench.page.getByText("与 paper 相同，答案最多 32,768 个 token").waitFor();
    await workbench.page.keyboard.press("Escape");
  });

  it("has the panel and its messages in Chinese", async () => {
    const { workbench } = vscode;
    const panel = workbench.webview();
    await workbench.runCommand("SMCS: 使用演示模型");
    await panel.getByRole("button", { name: "演示" }).waitFor();
    await panel.getByRole("textbox", { name: "提一个编程问题" }).waitFor();
    await workbench.runCommand("SMCS: 使用演示模型");
    await workbench.page.getByText("现在由演示的模拟模型作答。").first().waitFor();
    await workbench.screenshot("chinese-demo-models");
  });

  it("has its settings and its walkthrough in Chinese", async () => {
    const { workbench, page } = vscode;
    await workbench.runCommand("Preferences: Open Settings (UI)");
    await expect(page.locator(".settings-editor .search-container :focus")).toHaveCount(1);
    await page.keyboard.insertText("@ext:smcs.smcs");
    await page.getByText("模型服务器及其提供的模型").first().waitFor();
    const groups = page.locator(".settings-toc-container .settings-toc-entry");
    for (const group of ["模型", "回答", "费用与时间", "题库", "嵌入", "论文的参数"])
      await expect(groups.getByText(group, { exact: true }), group).toHaveCount(1);
    await workbench.screenshot("chinese-settings");
    await workbench.runCommand("SMCS: 入门");
    await page.locator('[data-done-step-id$="#demoModels"][aria-checked="true"]').waitFor();
    await page.getByText("评测你的模型").first().click();
    await page.getByRole("button", { name: "评测模型" }).waitFor();
    await workbench.screenshot("chinese-walkthrough");
  });
});
