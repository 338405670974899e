import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Locator } from "playwright-core";
import { type LocalServer, localServer } from "../support/http/local-server.ts";
import { sendJson, streamAll } from "../support/http/sse.ts";
import { openWindow, type VscodeWindow } from "../support/vscode/window.ts";

const QUESTION = "How do I debounce a function in TypeScript?";
const ANSWER = `Start a timer anew at each call, and call the function when it rings:

\`\`\`typescript
export function debounce<Args extends unknown[]>(call: (...args: Args) => void, ms: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (...args: Args): void => {
    clearTimeout(timer);
    timer = setTimeout(() => call(...args), ms);
  };
}
\`\`\`

[Click here](command:workbench.action.toggleSidebarVisibility) ![](http://127.0.0.1:1/pixel.png)`;

/** Somebody who asks in VS Code's own chat, in a real VS Code in a real browser; every step builds on the one before. */
describe("VS Code's own chat", () => {
  let models: LocalServer;
  let vscode: VscodeWindow;
  let chat: Locator;

  before(async () => {
    models = await localServer(({ path, body }, response) => {
      if (path.endsWith("/models")) {
        sendJson(response, 200, { data: [{ id: "alpha" }, { id: "beta" }, { id: "gamma" }] });
        return;
      }
      const count = Number(body?.["n"] ?? 1);
      streamAll(
        response,
        Array.from({ length: count }, (_, index) => ({ index, content: ANSWER, finish: "stop" })),
      );
    });
    const endpoint = { name: "mine", kind: "openai", baseUrl: models.url, models: "*" };
    vscode = await openWindow({ "smcs.endpoints": [endpoint] });
    chat = vscode.workbench.page.locator(".interactive-session").first();
  });

  after(async () => {
    await vscode.close("native-last-state");
    await models.close();
  });

  async function ask(text: string): Promise<void> {
    const { page } = vscode.workbench;
    const box = chat.locator(".interactive-input-editor .monaco-editor").first();
    await box.click();
    await page.keyboard.type(text, { delay: 5 });
    // The list of participants and commands would take the Enter for itself.
    await page.keyboard.press("Escape");
    await page.keyboard.press("Enter");
  }

  it("answers @smcs with the winner, and says who gave it and what it cost", async () => {
    await vscode.workbench.runCommand("Chat: Open Chat");
    // Signed out, VS Code lets no participant answer before it knows a model: ours, though nobody has used them yet.
    await chat.getByText("SMCS coding").waitFor();
    await ask(`@smcs ${QUESTION}`);
    await chat.getByText("Start a timer anew").first().waitFor();
    await chat
      .getByText(/merged by \w+ from/)
      .first()
      .waitFor();
    await chat.getByRole("button", { name: "Open in SMCS Panel" }).waitFor();
    await vscode.workbench.screenshot("native-1-answer");
    await vscode.workbench.screenshot("native-chat", chat);
  });

  it("lets a model's words run no command and load no picture", async () => {
    const { page } = vscode.workbench;
    const answer = chat.locator(".interactive-response").first();
    await answer.getByText("Click here").click();
    // Whatever a click does is done once the palette has opened after it.
    await vscode.workbench.clearNotifications();
    assert.ok(await page.locator(".part.sidebar").isVisible());
    assert.equal(await answer.locator('img[src*="pixel"]').count(), 0);
    assert.ok(models.seen.every(({ path }) => !path.includes("pixel")));
  });

  it("opens the run in the panel, with all candidates", async () => {
    await chat.getByRole("button", { name: "Open in SMCS Panel" }).first().click();
    const panel = vscode.workbench.webview();
    await panel.getByText(QUESTION).first().waitFor();
    await panel.getByRole("tab").first().waitFor();
    assert.ok((await panel.getByRole("tab").count()) > 1);
    await vscode.workbench.screenshot("native-2-panel");
  });

  it("says why these models were asked", async () => {
    await vscode.workbench.runCommand("Chat: Open Chat");
    const before = models.seen.length;
    await chat.getByRole("button", { name: "Why These Models", exact: true }).click();
    await chat
      .getByText(/The choice rests on|says nothing about/)
      .first()
      .waitFor();
    assert.equal(models.seen.length, before);
    await vscode.workbench.screenshot("native-3-why");
  });
});
