import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import type { FrameLocator } from "playwright-core";
import { retry } from "../support/vscode/retry.ts";
import { openWindow, type VscodeWindow } from "../support/vscode/window.ts";

const QUESTION = "How do I debounce a function in TypeScript?";
const LINE = "export const answer = 41;";

/** Somebody who uses no mouse for what has keys; every step builds on the one before. */
describe("the key bindings", () => {
  let vscode: VscodeWindow;
  let panel: FrameLocator;
  let file: string;

  before(async () => {
    vscode = await openWindow({ "files.autoSave": "off" });
    panel = vscode.workbench.webview();
    file = path.join(vscode.server.folders.workspace, "answer.ts");
    await writeFile(file, `${LINE}\n`);
    await vscode.workbench.runCommand("SMCS: Use Demo Models");
    await panel.getByText("Simulated models").first().waitFor();
  });

  after(async () => {
    await vscode.close("keys-last-state");
  });

  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await vscode.workbench.page.keyboard.press(key);
  };

  /** The editor with the file, and the focus in it. */
  const openFile = async (): Promise<void> => {
    const { page } = vscode.workbench;
    await page.locator(".explorer-folders-view").getByText("answer.ts", { exact: true }).dblclick();
    await page.locator(".editor-instance .view-line").filter({ hasText: "41" }).first().click();
  };

  /** Has the reply's code proposed for the file; the focus is in the proposal then. */
  const propose = async (): Promise<void> => {
    await panel.getByRole("button", { name: "Apply to File" }).first().click();
    const proposal = vscode.workbench.page.locator(".monaco-diff-editor .editor.modified .view-line");
    await proposal.filter({ hasText: "debounce" }).first().click();
  };

  const text = async (): Promise<string> => readFile(file, "utf8");

  it("ask from the editor, by Ctrl+K Q", async () => {
    await openFile();
    await press("Control+k", "q");
    await vscode.workbench.fillQuickInput(QUESTION);
    await panel.getByText("Winner", { exact: true }).first().waitFor();
  });

  it("ask about the selection where there is one, by the same keys", async () => {
    await openFile();
    await press("Control+a", "Control+k", "q");
    await panel.getByRole("list", { name: "Attached" }).getByText("answer.ts").first().waitFor();
    await vscode.workbench.screenshot("keys-1-selection");
    await vscode.workbench.page.keyboard.type("Why 41?");
    const box = panel.getByRole("textbox", { name: "Ask a coding question" });
    await retry(5000, async () => {
      assert.equal(await box.inputValue(), "Why 41?");
    });
  });

  it("reject proposed code by Ctrl+Backspace, and accept it by Ctrl+Enter", async () => {
    const { page } = vscode.workbench;
    await openFile();
    await propose();
    await vscode.workbench.screenshot("keys-2-proposal");
    await press("Control+Backspace");
    await page.locator(".monaco-diff-editor").first().waitFor({ state: "detached" });
    await vscode.workbench.runCommand("File: Save All Files");
    await page.waitForTimeout(1000);
    assert.equal(await text(), `${LINE}\n`);
    await openFile();
    await propose();
    await press("Control+Enter");
    await page.locator(".monaco-diff-editor").first().waitFor({ state: "detached" });
    await vscode.workbench.runCommand("File: Save All Files");
    await retry(10_000, async () => {
      await page.waitForTimeout(200);
      assert.match(await text(), /debounce/);
    });
    await vscode.workbench.screenshot("keys-3-accepted");
  });
});
