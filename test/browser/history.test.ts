import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { FrameLocator, Locator } from "playwright-core";
import { type LocalServer, localServer } from "../support/http/local-server.ts";
import { sendJson, streamAll } from "../support/http/sse.ts";
import { openWindow, type VscodeWindow } from "../support/vscode/window.ts";

const CODE = "```ts\nexport const turned = true;\n```";

/** Somebody who looks after chats and puts a reply's code into an editor, in a real VS Code; every step builds on the one before. */
describe("chats in the editor", () => {
  let models: LocalServer;
  let vscode: VscodeWindow;
  let panel: FrameLocator;

  before(async () => {
    models = await localServer(({ path: wanted, body }, response) => {
      if (wanted === "/v1/models") sendJson(response, 200, { object: "list", data: [{ id: "one" }] });
      else {
        const choices = Array.from({ length: Number(body?.["n"] ?? 1) }, (_, index) => index);
        streamAll(
          response,
          choices.map((index) => ({ index, content: `Turn it round (${index}).\n\n${CODE}`, finish: "stop" })),
        );
      }
    });
    const endpoint = { name: "mine", kind: "openai", baseUrl: models.url, models: ["one", "two", "three"] };
    vscode = await openWindow({ "smcs.endpoints": [endpoint], "smcs.earlyStop": false });
    panel = vscode.workbench.webview();
    await vscode.workbench.runCommand("SMCS: Focus on Chat View");
  });

  after(async () => {
    await vscode.close("history-last-state");
    await models.close();
  });

  const ask = async (question: string): Promise<void> => {
    const box = panel.getByRole("textbox", { name: "Ask a coding question" });
    await box.fill(question);
    await box.press("Enter");
    await panel.getByRole("article").filter({ hasText: question }).getByText("Winner: candidate").first().waitFor();
  };
  const listed = (title: string): Locator =>
    vscode.workbench.page.locator(".quick-input-widget:visible .monaco-list-row").filter({ hasText: title });

  it("are chosen from by a key: the reply is another candidate then", async () => {
    await ask("How do I reverse a list?");
    await panel.getByText("This is the reply").waitFor();
    await panel.getByRole("textbox", { name: "Ask a coding question" }).press("Alt+2");
    const chosen = panel.getByRole("tab", { name: /Candidate 2/ });
    await chosen.click();
    await panel.getByText("This is the reply").waitFor();
    await vscode.workbench.screenshot("history-1-chosen");
  });

  it("give their code to a new file at a click", async () => {
    const { workbench } = vscode;
    await panel
      .getByRole("button", { name: /New File/i })
      .first()
      .click();
    await workbench.page.locator(".editor-instance .view-lines").getByText("turned").first().waitFor();
    await workbench.screenshot("history-2-new-file");
  });

  it("are listed, found by what was answered, and opened again", async () => {
    const { workbench } = vscode;
    await workbench.runCommand("SMCS: New Chat");
    await panel.getByRole("button", { name: /debounce/ }).waitFor();
    await ask("How do I close a socket?");
    await workbench.runCommand("SMCS: History");
    await listed("How do I reverse a list?").waitFor();
    await workbench.screenshot("history-3-list");
    await workbench.page.keyboard.type("reverse");
    await listed("close a socket").waitFor({ state: "hidden" });
    await workbench.screenshot("history-4-found");
    await listed("reverse").first().click();
    await panel.getByRole("heading", { name: "How do I reverse a list?" }).waitFor();
    assert.equal(await panel.getByRole("heading", { name: "How do I close a socket?" }).count(), 0);
  });

  it("are deleted with a way back", async () => {
    const { workbench } = vscode;
    await workbench.clearNotifications();
    await workbench.runCommand("SMCS: History");
    const row = listed("close a socket");
    await row.hover();
    await row.getByRole("button", { name: "Delete" }).click();
    await workbench.notification(/close a socket.*is deleted/);
    await listed("close a socket").waitFor({ state: "hidden" });
    await workbench.page.keyboard.press("Escape");
    await workbench.page.getByRole("button", { name: "Undo" }).first().click();
    await workbench.runCommand("SMCS: History");
    await listed("close a socket").waitFor();
    await workbench.screenshot("history-5-restored");
  });
});
