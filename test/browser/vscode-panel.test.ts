import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { before, describe, it } from "node:test";
import { takePicture } from "../support/docs/pictures.ts";
import { eventually, expect } from "../support/expect.ts";
import { restingBox } from "../support/resting-box.ts";
import { dragTo } from "../support/vscode/drag.ts";
import { Journey } from "../support/vscode/journey.ts";
import { PanelSteps } from "../support/vscode/panel-steps.ts";
import { useWindow } from "../support/vscode/use-window.ts";

const QUESTION = "How do I debounce a function in TypeScript?";
const LINE = "export const answer = 41;";

/**
 * A user with the demo models. Tests what only a real window shows: reloading, and editors and keys that work with the
 * panel.
 */
describe("the panel in a window", () => {
  const vscode = useWindow(() => ({
    env: { SMCS_DEMO_INSTANT: "1" },
    settings: { "files.autoSave": "off" },
    prepare: async ({ folders: { workspace } }) => {
      await mkdir(path.join(workspace, "src"), { recursive: true });
      await writeFile(path.join(workspace, "src", "basket.ts"), "export const total = 1;\n");
      await writeFile(path.join(workspace, "answer.ts"), `${LINE}\n`);
    },
  }));
  const panel = new PanelSteps(vscode, true);

  it("says what to do while no model is configured", async () => {
    const { workbench } = vscode;
    await workbench.runCommand("SMCS: New Chat");
    await panel.show();
    await panel.button("Add Endpoint").waitFor();
    await workbench.screenshot("1-empty");
    await panel.button("Try Demo Models").click();
    await panel.demo.waitFor();
  });

  it("answers what is asked from the command palette, and shows the answer at once", async () => {
    const { workbench } = vscode;
    await workbench.runCommand("SMCS: Ask a Coding Question");
    await expect(panel.box).toBeFocused();
    await vscode.page.keyboard.type(QUESTION);
    await vscode.page.keyboard.press("Enter");
    await panel.answer.getByText("function debounce").first().waitFor();
    await panel.answered(QUESTION);
    await takePicture("winner", vscode.page, [panel.frame.locator("body")]);
    const { width = 0, height = 0 } = vscode.page.viewportSize() ?? {};
    const bar = vscode.page.locator(".part.auxiliarybar");
    await dragTo(bar, { x: -2, y: height / 2 }, { x: width / 2, y: height / 2 });
    // Moves the pointer away from the border, which lights up under it.
    await vscode.page.mouse.move(width / 4, height / 2);
    await takePicture("panel", bar, [panel.frame.locator("body")]);
  });

  it("asks nobody what the demo does not know, and answers what it offers instead", async () => {
    const journey = new Journey(vscode, "Own question in the demo");
    await journey.type(panel.box, "What is a monad?");
    await journey.press("Enter");
    await panel.frame.getByRole("alert").waitFor();
    await vscode.workbench.screenshot("4-unknown");
    await expect(panel.frame.getByRole("article")).toHaveCount(1);
    await expect(panel.box).toHaveValue("What is a monad?");
    const offered = "What are the SOLID principles in short?";
    await journey.click(panel.button(offered));
    await panel.answered(offered);
    await journey.ends();
    await panel.box.fill("");
    await panel.button("New Chat").click();
    await panel.ask(QUESTION);
  });

  it("keeps which candidate was chosen over a reload of the window", async () => {
    await (await panel.openOthers()).getByRole("button", { name: "Use This Answer" }).first().click();
    const chosen = panel.last.getByText(/^Your choice: Answer \d\./);
    await chosen.waitFor();
    await vscode.workbench.reload();
    await panel.show();
    await panel.answered(QUESTION);
    await chosen.waitFor();
  });

  it("answers one question by majority voting, and takes the answer that is chosen", async () => {
    const { workbench } = vscode;
    await workbench.runCommand("SMCS: New Chat");
    await panel.show();
    // After a reload, VS Code may restore the last stored draft of the question.
    await panel.box.fill("");
    await panel.box.pressSequentially(`/majority-voting ${QUESTION}`);
    await panel.button("Remove /majority-voting").waitFor();
    await panel.box.press("Enter");
    await panel.answered(QUESTION);
    await panel.last.getByText(/^(All \d+|\d+ of \d+) agree$|^They disagree/).waitFor();
    await panel.last
      .getByText(/^Answer of /)
      .first()
      .waitFor();
    await (await panel.openOthers()).getByRole("button", { name: "Use This Answer" }).first().click();
    await panel.last.getByText(/^Your choice: Answer \d+\. Answer of /).waitFor();
    await workbench.screenshot("system-in-vscode");
    await expect(panel.button("Remove /majority-voting")).toHaveCount(0);
  });

  it("answers in the way that the user chooses for all questions, until it is another one", async () => {
    const { workbench } = vscode;
    const asking = "How should questions be answered?";
    const choose = async (row: RegExp): Promise<void> => {
      await workbench.choices.filter({ hasText: row }).first().click();
      await expect(workbench.choices).toHaveCount(0);
    };
    await panel.button("Balanced").click();
    await workbench.quickInputAsks(asking);
    const balanced = workbench.choices.filter({ hasText: /^Balanced/ });
    await expect(balanced, "what it took here").toContainText(/current · about \d+(\.\d)? s, free/);
    await workbench.screenshot("way-choice");
    await choose(/^Fast/);
    await panel.button("Fast").waitFor();
    await panel.send("How do I read a large file line by line in Python?");
    await panel.last
      .getByText(/^Answer of /)
      .first()
      .waitFor();
    await panel.frame.getByText(/by accuracy on starter, the closest data set$/).waitFor();
    await workbench.runCommand("SMCS: Choose Way to Answer");
    await workbench.quickInputAsks(asking);
    await vscode.page.keyboard.type("Single model");
    await choose(/^Single model/);
    await panel.button("Single model").waitFor();
    await panel.send("How do I debounce a function in TypeScript?");
    await panel.last.getByText(/^Answer of /).first().waitFor(); // prettier-ignore
    await workbench.runCommand("SMCS: Choose Way to Answer");
    await workbench.quickInputAsks(asking);
    await vscode.page.keyboard.type("Balanced");
    await choose(/^Balanced/);
    await panel.button("Balanced").waitFor();
  });

  describe("and the editor", () => {
    const openBasket = async (): Promise<void> => {
      const { workbench, page } = vscode;
      await workbench.runCommand("Go to File...");
      await page.keyboard.type("basket.ts");
      await workbench.choices.filter({ hasText: "basket.ts" }).first().click();
      await page.getByRole("tab", { name: /basket\.ts/ }).waitFor();
    };

    it("takes the current file, and shows it when asked to", async () => {
      const { workbench, page } = vscode;
      const tab = page.getByRole("tab", { name: /basket\.ts/ });
      await openBasket();
      await panel.show();
      await panel.box.pressSequentially("What is wrong? #file ");
      const chip = panel.button("Open src/basket.ts").or(panel.frame.getByRole("button", { name: /Open src\/basket/ }));
      await chip.first().waitFor();
      await expect(panel.box).toHaveValue("What is wrong? ");
      await workbench.screenshot("panel-in-vscode-context");
      await workbench.runCommand("View: Close All Editors");
      await chip.first().click();
      await tab.waitFor();
      await panel.button("Remove src/basket.ts").click();
      await chip.first().waitFor({ state: "detached" });
      await panel.box.fill("");
    });

    it("takes a symbol and a folder by name, shows what of them goes along, and keeps a draft over a reload", async () => {
      const { workbench, page } = vscode;
      await panel.show();
      await panel.box.pressSequentially("Is it right? #symbol ");
      await workbench.quickInputAsks("Name of a function, class or other symbol");
      await page.keyboard.type("total");
      await workbench.choices.filter({ hasText: "total" }).first().waitFor();
      await workbench.screenshot("panel-in-vscode-symbol");
      await page.keyboard.press("Enter");
      await panel.frame.getByRole("button", { name: /^Remove (total at )?src\/basket\.ts/ }).click();
      await panel.show();
      await panel.box.press("End");
      await panel.box.pressSequentially("#folder ");
      await workbench.quickInputAsks("Which folder goes with the question?");
      await workbench.choices.filter({ hasText: "src" }).first().click();
      await panel.frame.getByRole("button", { name: /^Open src\/ \(files: 1\)/ }).click();
      await page.getByRole("tab", { name: /src\.md/ }).waitFor();
      await expect(page.locator(".view-lines").getByText("export const total = 1;")).toBeVisible();
      await workbench.screenshot("panel-in-vscode-folder");
      await panel.button("Remove src/ (files: 1)").click();
      await expect(panel.box).toHaveValue("Is it right? ");
      await workbench.hasStored("Is it right? ");
      await workbench.reload();
      await panel.show();
      await expect(panel.box).toHaveValue("Is it right? ");
      await panel.box.fill("");
    });

    it("takes the code that a task is about", async () => {
      await openBasket();
      await panel.show();
      await panel.box.pressSequentially("/explain ");
      await expect(panel.box).toHaveValue("Explain this code ");
      // The file's only line is a constant, which appears once the editor's TypeScript has read the file.
      await panel.frame.getByRole("button", { name: /^Open (total at )?src\/basket\.ts/ }).waitFor();
      await panel.frame.getByRole("button", { name: /^Remove (total at )?src\/basket\.ts/ }).click();
      await panel.box.fill("");
    });

    it("takes a file that is dragged out of the explorer with Shift held", async () => {
      const { workbench, page } = vscode;
      await workbench.runCommand("View: Show Explorer");
      const file = page.getByRole("treeitem", { name: "basket.ts" }).first();
      await file.waitFor();
      const { x, y, width, height } = await restingBox(page.locator(".part.auxiliarybar .pane-body").first());
      const drop = { x: x + width / 2, y: y + height / 2 };
      await dragTo(file, { x: 40, y: 8 }, drop, "Shift");
      await panel.frame.getByRole("button", { name: /Open src\/basket\.ts/ }).waitFor();
      await panel.button("Remove src/basket.ts").click();
    });
  });

  describe("and its keys", () => {
    let file: string;

    before(() => {
      file = path.join(vscode.server.folders.workspace, "answer.ts");
    });

    const press = async (...keys: readonly string[]): Promise<void> => {
      for (const key of keys) await vscode.page.keyboard.press(key);
    };

    /** Opens the file and focuses it. */
    const openFile = async (): Promise<void> => {
      const { page } = vscode;
      await page.locator(".explorer-folders-view").getByText("answer.ts", { exact: true }).dblclick();
      const editor = page.locator(".editor-instance").filter({ hasText: "41" });
      await editor.locator(".view-line").first().click();
      await expect(editor.locator(":focus")).toHaveCount(1);
    };

    /** Proposes the reply's code for the file. The proposal then has the focus. */
    const propose = async (): Promise<void> => {
      await panel.button("Apply").first().click();
      const proposal = vscode.page.locator(".monaco-diff-editor .editor.modified");
      const line = proposal.locator(".view-line").filter({ hasText: "debounce" }).first();
      // A line may be wider than the editor, and its middle is then under the scroll bar.
      await line.click({ position: { x: 5, y: 5 } });
      await expect(proposal.locator(":focus")).toHaveCount(1);
    };
    const diff = () => vscode.page.locator(".monaco-diff-editor");

    it("ask from the editor, by Ctrl+K Q", async () => {
      await vscode.workbench.runCommand("SMCS: New Chat");
      await openFile();
      await press("Control+k", "q");
      await expect(panel.box).toBeFocused();
      await vscode.page.keyboard.type(QUESTION);
      await press("Enter");
      await panel.answered(QUESTION);
    });

    it("reject proposed code by Ctrl+Backspace, and accept it by Ctrl+Enter", async () => {
      const { workbench } = vscode;
      await openFile();
      await propose();
      await workbench.screenshot("keys-2-proposal");
      await press("Control+Backspace");
      await expect(diff()).toHaveCount(0);
      await expect(vscode.page.locator(".editor-instance .view-lines").first()).toContainText("41");
      await workbench.runCommand("File: Save All Files");
      await expect(vscode.page.locator(".tab.dirty")).toHaveCount(0);
      expect(await readFile(file, "utf8")).toBe(`${LINE}\n`);
      await openFile();
      await propose();
      await press("Control+Enter");
      await expect(diff()).toHaveCount(0);
      await workbench.runCommand("File: Save All Files");
      await eventually(async () => {
        expect(await readFile(file, "utf8")).toContain("debounce");
      });
    });

    it("ask about the selection where there is one, by the same keys", async () => {
      const { page } = vscode;
      await page.locator(".editor-instance .view-line").first().click();
      await press("Control+a", "Control+k", "q");
      await panel.frame.getByRole("list", { name: "Attached" }).getByText("answer.ts").first().waitFor();
      await expect(panel.box).toBeFocused();
      await page.keyboard.type("Why 41?");
      await expect(panel.box).toHaveValue("Why 41?");
    });
  });
});
