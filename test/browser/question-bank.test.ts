import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import type { Locator } from "playwright";
import { runCli } from "../support/cli/run-cli.ts";
import { hubModel } from "../support/embedding/hub-model.ts";
import { takePicture } from "../support/docs/pictures.ts";
import { eventually, expect } from "../support/expect.ts";
import { MODEL, type ModelHub, modelHub } from "../support/http/model-hub.ts";
import { endpointOf, type ModelsServer, modelsServer } from "../support/http/models-server.ts";
import { restingBox } from "../support/resting-box.ts";
import { dragTo } from "../support/vscode/drag.ts";
import { Journey } from "../support/vscode/journey.ts";
import { PanelSteps } from "../support/vscode/panel-steps.ts";
import { useWindow } from "../support/vscode/use-window.ts";

const QUESTION = "How do I turn a list of pairs into a dictionary?";
const REPLY = "Call `dict(pairs)`: it takes any iterable of pairs, and a later pair wins over an earlier one.";

/** Upper edge of the bank's view that leaves room for all of its lines, in pixels from the top of the window. */
const HIGH_UP = 450;

/** A user manages the question bank and the model that finds similar questions in it. */
describe("the question bank in the editor", () => {
  let models: ModelsServer;
  let hub: ModelHub;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "smcs-hub-"));
    hub = await modelHub(await hubModel(folder));
    models = await modelsServer(["alpha", "beta"], () => REPLY);
  });

  const vscode = useWindow(() => ({
    settings: {
      "smcs.endpoints": [endpointOf(models, ["alpha", "beta"])],
      "smcs.embedding.model": MODEL,
      // The bank learns from every reply, so no reply may be cancelled because no candidate merged it.
      "smcs.earlyStop": false,
    },
    env: { HF_ENDPOINT: hub.url },
  }));
  const panel = new PanelSteps(vscode);

  after(async () => {
    await Promise.all([models.close(), hub.close()]);
    await rm(folder, { recursive: true, force: true });
  });

  const inWorkspace = (name: string): string => path.join(vscode.server.folders.workspace, name);

  describe("with its questions", () => {
    const view = (): Locator => vscode.page.locator(".part.auxiliarybar");
    const line = (text: string | RegExp): Locator => view().locator(".monaco-list-row").filter({ hasText: text }).first(); // prettier-ignore

    it("shows what the bank holds, and that it does not know the user's models", async () => {
      const { workbench, page } = vscode;
      await panel.show();
      await panel.ask("How do I sort a linked list?");
      await workbench.runCommand("SMCS: Focus on Question Bank View");
      await makeRoom();
      await page.getByRole("treeitem", { name: /Similarity/ }).waitFor();
      await line("Sources").click();
      await line(/starter.*questions|questions/).waitFor();
      await line("Your models").click();
      await expect(line("mine/alpha")).toContainText("not in the bank");
      await workbench.screenshot("bank-1-tree");
    });

    it("imports a file: finds its format, shows what it understood, and the tree shows it", async () => {
      const { workbench } = vscode;
      const file = inWorkspace("smcs-jsonl-questions.jsonl");
      const questions = Array.from({ length: 30 }, (_, index) => ({
        id: `own-${index}`,
        source: "team",
        domain: "coding",
        question: `How do I sort a list of ${index} things in Python?`,
        task: { kind: "open" },
        capability: { alpha: index % 2, beta: 1 },
      }));
      await writeFile(file, questions.map((question) => JSON.stringify(question)).join("\n"));
      await chooseToImport(file);
      await expect(workbench.choices.filter({ hasText: "Format: smcs-jsonl" })).toHaveCount(1);
      const change = async (row: string, to: RegExp): Promise<void> => {
        await workbench.choices.filter({ hasText: row }).click();
        await workbench.choices.filter({ hasText: to }).first().click();
        // A pointer above the list would take the focus of the next one.
        await vscode.page.mouse.move(5, 400);
      };
      await change("Split: ", /^All for testing/);
      await expect(workbench.choices.filter({ hasText: "Split: All for testing" })).toHaveCount(1);
      await change("Format: ", /^smcs-jsonl/);
      await expect(
        workbench.choices.filter({ hasText: "Split: As the file says" }),
        "another format begins anew",
      ).toHaveCount(1);
      await workbench.answerQuickInput("All 30 rows are usable: import them?");
      await workbench.notification(/30 rows imported.*the bank has 330 questions/);
      await line("mine/beta").getByText("is beta, 100%").waitFor();
      await line("Sources").waitFor();
    });

    it("imports plain questions and answers, and passes over the line that is none", async () => {
      const { workbench, page } = vscode;
      await workbench.clearNotifications();
      const file = inWorkspace("quiz.jsonl");
      const rows = [
        { question: "What is the capital of France?", answer: "Paris" },
        { prompt: "How many legs has a spider?", completion: "8" },
        { answer: "There is no question here." },
      ];
      await writeFile(file, rows.map((row) => JSON.stringify(row)).join("\n"));
      await workbench.runCommand("SMCS: Import into Question Bank");
      await workbench.quickInputAsks("Import into Question Bank");
      await workbench.screenshot("import-1-file");
      const journey = new Journey(vscode, "Import a plain JSONL");
      await journey.click(workbench.choices.filter({ hasText: "Choose a File" }));
      await journey.chooseFile(file);
      await workbench.quickInputAsks("2 usable, 1 not: import the 2?");
      await expect(workbench.choices.filter({ hasText: "Format: pairs" })).toContainText(
        "Question from question, prompt; answer from answer, completion",
      );
      await expect(
        workbench.choices.filter({ hasText: "line 3" }).filter({ hasText: "there is no question" }),
      ).toHaveCount(1);
      await workbench.screenshot("import-2-understood");
      await workbench.choices.filter({ hasText: "Show Details" }).click();
      await expect(page.locator(".monaco-editor .view-lines").first()).toContainText("checked by the number");
      await workbench.screenshot("import-3-details");
      await journey.answer("2 usable, 1 not: import the 2?");
      await workbench.notification(/2 rows imported.*1 not usable; the bank has 332 questions/);
      await journey.ends();
      await workbench.runCommand("View: Close All Editors");
    });

    it("stores nothing of an import that is left with Escape, and offers a sample", async () => {
      const { workbench, page } = vscode;
      const file = inWorkspace("left.csv");
      await writeFile(file, "Question;Answer\nIs water wet?;yes\n");
      await chooseToImport(file);
      await workbench.quickInputAsks("1 row is usable: import it?");
      await page.keyboard.press("Escape");
      await workbench.runCommand("SMCS: Import into Question Bank");
      await workbench.choices.filter({ hasText: "Show a Sample File" }).click();
      await expect(page.locator(".monaco-editor .view-lines").first()).toContainText("How many bits has a byte?");
      await workbench.screenshot("import-4-sample");
      await expect(view().getByText("332 questions").first()).toBeVisible();
      await workbench.runCommand("View: Revert and Close Editor");
    });

    it("adds a question when a reply was chosen, after asking, and takes it back", async () => {
      const { workbench } = vscode;
      await workbench.clearNotifications();
      await workbench.runCommand("SMCS: New Chat");
      await panel.show();
      await panel.send(QUESTION);
      await panel.answered(QUESTION);
      await (await panel.openOthers()).getByRole("button", { name: "Use This Answer" }).first().click();
      await workbench.answerNotification("Add this question to the question bank?", "Add");
      await workbench.notification(/Added to the question bank\. Right by your choice: (alpha.*beta|beta.*alpha)/);
      await expect(panel.frame.locator(".learned")).toContainText("Right by your choice");
      await workbench.answerNotification("Added to the question bank.", "Undo");
      await workbench.notification("Removed from the question bank again");
      await workbench.clearNotifications();
      await panel.button("More actions for this answer").click();
      await panel.menuItem("Add to Question Bank").click();
      await workbench.notification("Added to the question bank.");
    });

    it("takes that back when the answer is rated as bad, and learns nothing from it while it is", async () => {
      const { workbench } = vscode;
      await workbench.clearNotifications();
      await panel.button("Bad answer").click();
      await workbench.notification("Removed from the question bank again");
      await view().getByText("332 questions").first().waitFor();
      await panel.button("More actions for this answer").click();
      await panel.menuItem("Add to Question Bank").click();
      await workbench.notification(/Nothing was added .* You rated this answer as bad/);
      await panel.button("Bad answer").click();
      await workbench.clearNotifications();
      await panel.button("More actions for this answer").click();
      await panel.menuItem("Add to Question Bank").click();
      await workbench.notification("Added to the question bank.");
    });

    it("opens the answer as Markdown in an editor, and copies it with its question", async () => {
      const { workbench, page } = vscode;
      await panel.button("More actions for this answer").click();
      await panel.menuItem("Export as Markdown").click();
      await expect(page.locator(".monaco-editor .view-lines").first()).toContainText(`# ${QUESTION}`);
      await workbench.screenshot("bank-answer-markdown");
      await workbench.runCommand("View: Revert and Close Editor");
      await workbench.runCommand("SMCS: Export This Chat");
      const file = inWorkspace("chat.md");
      await workbench.fillFileDialog(file);
      await workbench.notification("The chat is exported, without your keys.");
      expect(await readFile(file, "utf8")).toContain(QUESTION);
    });

    it("reports accuracies, coverage, cold starts and duplicates", async () => {
      const { workbench } = vscode;
      await workbench.runCommand("SMCS: Question Bank Report");
      await workbench.report().getByRole("heading", { level: 1 }).waitFor();
      await expect(workbench.report().locator("body")).toContainText("mine/alpha");
      await takePicture("bank-report", vscode.page, [workbench.report().locator("body")]);
    });

    it("imports from the report's button, which Escape leaves", async () => {
      const { workbench, page } = vscode;
      await expect(workbench.report().getByRole("link", { name: "Evaluate Models" })).toHaveCount(1);
      await workbench.report().getByRole("link", { name: "Import Questions" }).click();
      await workbench.quickInputAsks("Import into Question Bank");
      await page.keyboard.press("Escape");
    });

    it("exports everything, embeddings and choices included", async () => {
      const file = inWorkspace("all.jsonl");
      await vscode.workbench.runCommand("SMCS: Export Question Bank");
      await vscode.workbench.fillFileDialog(file);
      await vscode.workbench.notification("333 questions written to");
      const rows = (await readFile(file, "utf8")).trim().split("\n");
      expect(rows).toHaveLength(333);
      expect(rows.find((row) => row.includes(QUESTION))).toContain('"evidence":"choice"');
    });

    it("notices what another program writes, in the view and in the report", async () => {
      await vscode.workbench.runCommand("SMCS: Question Bank Report");
      await expect(vscode.workbench.report().locator(".facts")).toContainText("268 questions");
      await vscode.workbench.runCommand("SMCS: Focus on Question Bank View");
      const { userData, home } = vscode.server.folders;
      const bank = path.join(userData, "User", "globalStorage", "smcs.kept", "bank");
      const file = inWorkspace("more.jsonl");
      await writeFile(
        file,
        `{"id":"more","source":"elsewhere","question":"What is elsewhere?","task":{"kind":"open"}}\n`,
      );
      const { status, stderr } = await runCli(["bank", "import", file, "--format", "smcs-jsonl", "--bank", bank], home);
      expect(status, stderr).toBe(0);
      await view().getByText("334 questions").first().waitFor();
      await expect(vscode.workbench.report().locator(".facts")).toContainText("269 questions");
    });

    /** Starts an import and chooses a file, which is then read. */
    async function chooseToImport(file: string): Promise<void> {
      await vscode.workbench.runCommand("SMCS: Import into Question Bank");
      await vscode.workbench.choices.filter({ hasText: "Choose a File" }).click();
      await vscode.workbench.fillFileDialog(file);
    }

    /** Drags the border between chat and bank upwards, because a tree draws only its visible lines. */
    async function makeRoom(): Promise<void> {
      const header = view().locator(".pane-header").nth(1);
      // A new view may still move, and a drag beside the border does nothing.
      await eventually(async () => {
        const { x, y, width } = await restingBox(header);
        if (y > HIGH_UP) await dragTo(header, { x: width / 2, y: 0 }, { x: x + width / 2, y: HIGH_UP - 50 });
        expect((await restingBox(header)).y).toBeLessThan(HIGH_UP);
      });
    }
  });

  describe("with the embedding model", () => {
    const similarity = (): Locator => vscode.page.getByRole("treeitem", { name: /^Similarity/ });

    it("offers it after five questions to models that the bank knows; nothing was fetched unasked", async () => {
      const { workbench, page } = vscode;
      await workbench.clearNotifications();
      await panel.show();
      // One question was asked since the bank knows the models.
      for (const what of ["a queue", "a stack", "a heap"]) await panel.ask(`How do I empty ${what}?`);
      await expect(page.locator(".notification-list-item:visible").filter({ hasText: MODEL })).toHaveCount(0);
      await panel.ask("How do I reverse a linked list?");
      await workbench.notification(`with the embedding model ${MODEL}`);
      await vscode.workbench.runCommand("SMCS: Focus on Question Bank View");
      await expect(similarity()).toContainText("Built-in embedder");
      expect(hub.asked).toEqual([]);
      await vscode.workbench.screenshot("embedding-1-offered");
    });

    it("downloads it when that is agreed to; the bank moves to it, and it serves from then on", async () => {
      await vscode.workbench.answerNotification(`with the embedding model ${MODEL}`, "Download");
      // The whole bank is embedded first.
      await expect(similarity()).toContainText(MODEL, { timeout: 90_000 });
      expect(hub.asked.filter((file) => file.includes("model_quantized.onnx"))).not.toEqual([]);
      await panel.ask("How do I merge two sorted lists?");
    });

    it("answers without it once it is removed", async () => {
      await vscode.workbench.runCommand("SMCS: Remove Downloaded Embedding Model");
      await vscode.workbench.notification(`${MODEL} was removed`);
      await expect(similarity()).toContainText("Built-in embedder");
      await panel.ask("How do I rotate an array?");
    });

    it("embeds the bank again for the built-in embedder, so that it can grow here", async () => {
      await vscode.workbench.runCommand("SMCS: Embed Question Bank Again");
      await vscode.page
        .locator(".statusbar")
        .getByText(/The question bank is embedded with .* now\./)
        .waitFor();
    });
  });
});
