import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import type { Locator } from "playwright";
import { takePicture } from "../support/docs/pictures.ts";
import { eventually, expect } from "../support/expect.ts";
import type { SeenRequest } from "../support/http/local-server.ts";
import { endpointOf, type ModelsServer, modelsServer } from "../support/http/models-server.ts";
import { Journey } from "../support/vscode/journey.ts";
import { PanelSteps } from "../support/vscode/panel-steps.ts";
import { useWindow } from "../support/vscode/use-window.ts";

const MODELS = ["alpha", "beta", "gamma"];
const CODE = "```python\nturned = True\n```";
const EVIL = "[Click here](command:workbench.action.toggleSidebarVisibility) ![](http://127.0.0.1:1/pixel.png)";
const LIST = "How do I reverse a list?";
const SOCKET = "How do I close a socket?";
const STOPPED = "How do I stop a run?";
const NATIVE = "How do I turn a picture?";
const BASKET = `export function total(prices: number[]): number {
  let sum = 0;
  for (const price of prices) sum += price;
  return summ;
}
`;
const MENDED = BASKET.replace("summ", "sum");
const HALF = "export const half = (sum: number): number => sum / 2;";

/** Returns a model's reply to the newest question. */
function replyTo({ body }: SeenRequest, choice: number): string {
  const messages = (body?.["messages"] ?? []) as readonly { readonly content: string }[];
  const question = messages.at(-1)?.content ?? "";
  const inTypeScript = (code: string): string => `So:\n\n\`\`\`typescript\n${code}\n\`\`\``;
  if (question.startsWith("Fix")) return inTypeScript(MENDED.trimEnd());
  if (question.includes("half")) return inTypeScript(HALF);
  if (question.startsWith("Explain")) return "It adds the prices up.";
  return `Turn it round (${choice}).\n\n${CODE}\n\n${EVIL}`;
}

/** A user with models of their own, who manages chats and keys and uses VS Code's own chat. */
describe("somebody with models of their own", () => {
  let models: ModelsServer;

  before(async () => {
    models = await modelsServer(MODELS, replyTo);
  });

  const vscode = useWindow(() => ({
    settings: { "smcs.endpoints": [endpointOf(models, MODELS)], "smcs.earlyStop": false, "files.autoSave": "off" },
    prepare: ({ folders: { workspace } }) => writeFile(path.join(workspace, "basket.ts"), BASKET),
  }));
  const panel = new PanelSteps(vscode, true);

  after(() => models.close());

  const listed = (title: string): Locator => vscode.workbench.choices.filter({ hasText: title });
  const lastKey = (): string | undefined => models.seen.at(-1)?.headers.authorization;

  describe("in the panel", () => {
    it("chooses another candidate by a key: the reply is that one then", async () => {
      await panel.show();
      await panel.ask(LIST);
      await panel.box.press("Alt+2");
      await panel.last.getByText(/^Your choice: Answer 2\./).waitFor();
    });

    it("puts a reply's code into a new file at a click", async () => {
      await panel.answer.getByRole("button", { name: "More actions for this code" }).click();
      await panel.answer.getByRole("menuitem", { name: "Open in New File" }).click();
      await vscode.page.locator(".editor-instance .view-lines").getByText("turned").first().waitFor();
      await vscode.workbench.runCommand("View: Revert and Close Editor");
    });

    it("stops slow models, reads the best answer that is whole, and has what there is merged or goes on with it", async () => {
      const { workbench } = vscode;
      const askSlowModels = async (): Promise<void> => {
        await workbench.runCommand("SMCS: New Chat");
        // Two models answer. The replies of gamma and the merged answers do not end.
        models.hold(({ body }) => body?.["model"] === "gamma" || JSON.stringify(body).includes("turned = True"));
        await panel.send(STOPPED);
        for (const model of ["alpha", "beta"])
          await panel.last.getByRole("listitem", { name: `${model}: finished` }).waitFor();
      };
      await workbench.clearNotifications();
      await askSlowModels();
      const journey = new Journey(vscode, "Stop");
      await journey.click(panel.button("Stop"));
      await panel.answer.getByText("Stopped before merging.").waitFor();
      await expect(panel.answer.locator(".markdown").first(), "whole").toContainText("turned = True");
      await workbench.screenshot("stop-1-best-answer");
      models.release();
      await journey.click(panel.button("Merge Now"));
      await panel.last.getByText(/^Merged from \d answers? by /).waitFor();
      await journey.ends();
      await expect(panel.answer.getByText("Stopped before merging.")).toHaveCount(0);
      await workbench.screenshot("stop-2-merged");

      await askSlowModels();
      await panel.button("Stop").click();
      await panel.button("Use This").click();
      await panel.button("In use").waitFor();
      models.release();
    });

    it("keeps what is being written while it is hidden", async () => {
      await panel.box.fill("");
      await panel.box.pressSequentially("/paper Half a question");
      await hide();
      await panel.show();
      await expect(panel.box).toHaveValue("Half a question");
      await panel.button("Remove /paper").click();
    });

    it("has everything that happened while it was hidden", async () => {
      const { status } = vscode.workbench;
      await vscode.workbench.runCommand("SMCS: New Chat");
      await panel.frame.getByRole("button", { name: /debounce/ }).waitFor();
      models.hold();
      await panel.send(SOCKET);
      await panel.frame.getByRole("list", { name: "Models" }).waitFor();
      await hide();
      await expect(status).toHaveAttribute("aria-label", /answering/);
      models.release();
      await expect(status).not.toHaveAttribute("aria-label", /answering/);
      await panel.show();
      await panel.answered(SOCKET);
      await expect((await panel.openOthers()).getByRole("button", { name: "Use This Answer" })).toHaveCount(3);
    });
  });

  describe("in an editor", () => {
    const lines = (): Locator => vscode.page.locator(".editor-instance .view-lines .view-line");
    // Returns the last entry with this name, because the editor has entries with the same names above those of SMCS.
    const inMenu = (name: string): Locator => vscode.page.getByRole("menuitem", { name, exact: true }).last();
    const press = async (...keys: readonly string[]): Promise<void> => {
      for (const key of keys) await vscode.page.keyboard.press(key);
    };
    const saved = async (text: string): Promise<void> => {
      await press("Control+s");
      const file = path.join(vscode.server.folders.workspace, "basket.ts");
      await expect.poll(() => readFile(file, "utf8")).toBe(text);
    };
    /** Accepts the proposed code, once it is visible. */
    const accept = async (journey: Journey, line: string, picture: string): Promise<void> => {
      const proposal = vscode.page.locator(".monaco-diff-editor .editor.modified");
      await proposal.locator(".view-line").filter({ hasText: line }).first().waitFor();
      await vscode.workbench.screenshot(picture);
      // The button above the diff, because the button in the message disappears with the message.
      await journey.click(vscode.page.locator(".editor-actions").getByRole("button", { name: "Accept" }));
      await expect(vscode.page.locator(".monaco-diff-editor")).toHaveCount(0);
    };

    before(async () => {
      await vscode.workbench.runCommand("SMCS: New Chat");
      await vscode.workbench.runCommand("View: Show Explorer");
      await vscode.page.locator(".explorer-folders-view").getByText("basket.ts", { exact: true }).dblclick();
      await lines().filter({ hasText: "total" }).waitFor();
    });

    it("explains what is selected, by its menu", async () => {
      const { workbench } = vscode;
      await lines().filter({ hasText: "let sum" }).click();
      await press("Control+Home");
      await lines()
        .filter({ hasText: "return" })
        .click({ modifiers: ["Shift"] });
      await press("Shift+End");
      const journey = new Journey(vscode, "Explain a selection");
      await journey.click(lines().filter({ hasText: "let sum" }), { button: "right", position: { x: 40, y: 5 } });
      await inMenu("SMCS").hover();
      await inMenu("Write Tests").waitFor();
      await workbench.screenshot("editor-1-menu");
      await journey.click(inMenu("Explain"));
      await panel.answered("Explain this code");
      await journey.ends();
      await panel.last.getByText("It adds the prices up.").first().waitFor();
      await panel.last.getByRole("list").getByText("basket.ts:1-4").waitFor();
      expect(JSON.stringify(models.seen.at(-1)?.body)).toContain("return summ");
      await workbench.screenshot("editor-2-explained");
    });

    it("fixes a problem, by its light bulb", async () => {
      const { workbench, page } = vscode;
      await page.locator(".squiggly-error").first().waitFor();
      await lines()
        .filter({ hasText: "return" })
        .click({ position: { x: 80, y: 5 } });
      const fix = page.locator(".action-widget").getByText("Fix with SMCS");
      const journey = new Journey(vscode, "Fix a problem");
      await journey.press("Control+.");
      // Before the editor's TypeScript has read the file, the key shows no fix. The user then presses it again.
      await eventually(async () => {
        try {
          await fix.waitFor({ timeout: 10_000 });
        } catch (error) {
          await press("Escape", "Control+.");
          throw error;
        }
      }, 60_000);
      await workbench.screenshot("editor-3-light-bulb");
      await journey.click(fix);
      await panel.answered("Fix this problem: Cannot find name 'summ'.");
      await panel.last.getByRole("list").getByText("Problem in basket.ts:4").waitFor();
      await panel.last.getByRole("list").getByText("total at basket.ts:1-5").waitFor();
      await journey.click(panel.answer.getByRole("button", { name: "Apply", exact: true }));
      await accept(journey, "return sum;", "editor-4-mended");
      await journey.ends();
      await saved(MENDED);
    });

    it("applies code below the finished line that the cursor is in, and inserts it with a way back", async () => {
      const { workbench, page } = vscode;
      await panel.ask("How do I get half of a sum?");
      await lines().filter({ hasText: /^}$/ }).click();
      await press("End");
      await workbench.clearNotifications();
      const journey = new Journey(vscode, "Apply code to a file");
      await journey.click(panel.answer.getByRole("button", { name: "Apply", exact: true }));
      await accept(journey, "export const half", "editor-5-new-line");
      await journey.ends();
      await saved(`${MENDED}${HALF}\n`);
      await lines().filter({ hasText: "let sum" }).click();
      await press("End");
      await workbench.clearNotifications();
      await panel.answer.getByRole("button", { name: "More actions for this code" }).click();
      await panel.answer.getByRole("menuitem", { name: "Insert at Cursor" }).click();
      await expect(lines().filter({ hasText: "export const half" })).toHaveCount(2);
      await workbench.screenshot("editor-6-inserted");
      await workbench.answerNotification("The code is inserted in basket.ts, at line 3.", "Undo");
      await expect(lines().filter({ hasText: "export const half" })).toHaveCount(1);
      await expect(page.locator(".tab.dirty")).toHaveCount(0);
      await workbench.runCommand("View: Close All Editors");
    });
  });

  describe("in the history", () => {
    it("finds a chat by what was answered, and opens it again", async () => {
      const { workbench } = vscode;
      await workbench.showList("SMCS: History", LIST);
      await workbench.screenshot("history-3-list");
      await vscode.page.keyboard.type("reverse");
      await listed("close a socket").waitFor({ state: "hidden" });
      await listed("reverse").first().click();
      await panel.frame.getByRole("heading", { name: LIST }).waitFor();
      await expect(panel.frame.getByRole("heading", { name: SOCKET })).toHaveCount(0);
    });

    it("deletes a chat, with a way back", async () => {
      const { workbench, page } = vscode;
      await workbench.clearNotifications();
      const row = await workbench.showList("SMCS: History", "close a socket");
      await row.hover();
      await row.getByRole("button", { name: "Delete" }).click();
      await listed("close a socket").waitFor({ state: "hidden" });
      await page.keyboard.press("Escape");
      await workbench.answerNotification(/close a socket.*is deleted/, "Undo");
      await workbench.showList("SMCS: History", "close a socket");
      await page.keyboard.press("Escape");
    });
  });

  describe("with a key", () => {
    const cards = (): Locator => vscode.workbench.report().locator("body");

    it("stores it, and it goes to the endpoint and not into the settings", async () => {
      const { workbench } = vscode;
      await workbench.runCommand("SMCS: Set API Key");
      await workbench.answerQuickInput("Which endpoint is the key for?", "mine");
      await workbench.answerQuickInput("It is stored encrypted", "second-secret");
      await workbench.notification("The key for mine is stored.");
      await workbench.runCommand("SMCS: Test Endpoints");
      await cards().getByRole("heading", { name: "SMCS endpoints" }).waitFor();
      await expect(cards()).toContainText("Reachable; it lists 3 models");
      await expect(cards().getByRole("article").first()).toContainText(/Works/);
      await takePicture("endpoints-tested", vscode.page, [cards()]);
      expect(lastKey()).toBe("Bearer second-secret");
      const { userData } = vscode.server.folders;
      expect(await readFile(path.join(userData, "User", "settings.json"), "utf8")).not.toContain("second-secret");
    });

    it("asks about what is selected", async () => {
      await vscode.workbench.runCommand("File: New Untitled Text File");
      await vscode.page.locator(".monaco-editor .view-lines").first().click();
      await vscode.page.keyboard.type("a table of tests");
      await vscode.page.keyboard.press("Control+A");
      await vscode.workbench.runCommand("SMCS: Ask a Coding Question");
      await panel.frame.getByRole("list", { name: "Attached to the next question" }).waitFor();
      await panel.ask("What does this table say?");
      const prompt = JSON.stringify(models.seen.findLast(({ body }) => JSON.stringify(body).includes("this table")));
      expect(prompt).toContain("a table of tests");
      await vscode.workbench.runCommand("View: Revert and Close Editor");
      await vscode.workbench.runCommand("View: Close All Editors");
    });

    it("looks at who would be asked before anybody is", async () => {
      const asked = models.asked();
      await panel.box.fill("How do I sort a list?");
      await vscode.workbench.runCommand("SMCS: Preview Model Selection");
      const preview = panel.frame.getByRole("region", { name: "Preview" });
      for (const text of ["No model has been called yet.", "similar question", "starter · "])
        await preview.getByText(text).first().waitFor();
      await preview.getByRole("button", { name: "Close" }).click();
      await expect(panel.box).toHaveValue("How do I sort a list?");
      expect(models.asked()).toBe(asked);
      await panel.box.fill("");
    });

    it("removes it again, and the endpoint is asked without it", async () => {
      const { workbench } = vscode;
      // Makes sure that the cards are the new ones.
      await workbench.runCommand("View: Close All Editors");
      await workbench.runCommand("SMCS: Remove API Key");
      await workbench.answerQuickInput("Which key do you want to remove?", "mine");
      await workbench.notification("The key for mine is removed.");
      const before = models.seen.length;
      await workbench.runCommand("SMCS: Test Endpoints");
      await expect(cards()).toContainText("Reachable; it lists 3 models");
      const keys = models.seen.slice(before).map(({ headers }) => headers.authorization);
      expect(keys.length).toBeGreaterThan(0);
      expect(keys.filter((key) => key !== undefined)).toEqual([]);
      await workbench.runCommand("View: Close All Editors");
    });
  });

  describe("in VS Code's own chat", () => {
    const chat = (): Locator => vscode.page.locator(".interactive-session").first();

    it("is answered by @smcs with the winner, who gave it and what it cost", async () => {
      await vscode.workbench.runCommand("Chat: Open Chat");
      // When signed out, VS Code lets no participant answer before it knows a model. It knows SMCS's, although nothing
      // has used them yet.
      await chat().getByText("SMCS coding").waitFor();
      const box = chat().locator(".interactive-input-editor .monaco-editor").first();
      await box.click();
      await expect(box.locator(":focus")).toHaveCount(1);
      await vscode.page.keyboard.type(`@smcs ${NATIVE}`, { delay: 5 });
      await expect(box).toContainText(/picture\?/);
      // Otherwise Enter would go to the list of participants and commands.
      await vscode.page.keyboard.press("Escape");
      await vscode.page.keyboard.press("Enter");
      await chat().getByText("Turn it round").first().waitFor();
      await chat().getByText(/merged by \w+ from/).first().waitFor(); // prettier-ignore
      await chat().getByRole("button", { name: "Open in SMCS Panel" }).waitFor();
      await vscode.workbench.screenshot("native-1-answer");
      await vscode.workbench.screenshot("native-chat", chat());
    });

    it("runs no command and loads no picture that a model names", async () => {
      const answer = chat().locator(".interactive-response").first();
      await answer.getByText("Click here").click();
      // The effect of a click is complete once the palette has opened after it.
      await vscode.workbench.clearNotifications();
      await expect(vscode.page.locator(".part.sidebar")).toBeVisible();
      await expect(answer.locator('img[src*="pixel"]')).toHaveCount(0);
      expect(models.seen.filter((request) => request.path.includes("pixel"))).toEqual([]);
    });

    it("opens the run in the panel, with all candidates", async () => {
      await chat().getByRole("button", { name: "Open in SMCS Panel" }).first().click();
      await panel.answered(NATIVE);
      await expect((await panel.openOthers()).getByRole("button", { name: "Use This Answer" })).toHaveCount(3);
    });

    it("says why these models were asked", async () => {
      const before = models.seen.length;
      await vscode.workbench.runCommand("Chat: Open Chat");
      await chat().getByRole("button", { name: "Why These Models", exact: true }).click();
      await chat().getByText(/The choice rests on|says nothing about/).first().waitFor(); // prettier-ignore
      expect(models.seen).toHaveLength(before);
    });
  });

  async function hide(): Promise<void> {
    await vscode.workbench.runCommand("View: Hide Secondary Side Bar");
    await vscode.page.locator(".part.auxiliarybar").waitFor({ state: "hidden" });
  }
});
