import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import type { FrameLocator, Locator } from "playwright-core";
import { runCli } from "../support/cli/run-cli.ts";
import { type LocalServer, localServer } from "../support/http/local-server.ts";
import { sendJson, streamAll } from "../support/http/sse.ts";
import { openWindow, type VscodeWindow } from "../support/vscode/window.ts";
import type { Workbench } from "../support/vscode/workbench.ts";

const QUESTION = "How do I turn a list of pairs into a dictionary?";
const REPLY = "Call `dict(pairs)`: it takes any iterable of pairs, and a later pair wins over an earlier one.";

/** Somebody looks after the question bank, in a real VS Code in a real browser; every step builds on the one before. */
describe("the question bank in the editor", () => {
  let models: LocalServer;
  let vscode: VscodeWindow;
  let workbench: Workbench;
  let panel: FrameLocator;
  let view: Locator;

  const line = (text: string | RegExp): Locator => view.locator(".monaco-list-row").filter({ hasText: text }).first();

  before(async () => {
    models = await localServer(({ path: asked, body }, response) => {
      const count = Number(body?.["n"] ?? 1);
      const choices = Array.from({ length: count }, (_, index) => ({ index, content: REPLY, finish: "stop" }));
      if (asked === "/v1/models") sendJson(response, 200, { object: "list", data: [{ id: "alpha" }, { id: "beta" }] });
      else streamAll(response, choices);
    });
    const endpoint = { name: "mine", kind: "openai", baseUrl: models.url, models: ["alpha", "beta"] };
    vscode = await openWindow({ "smcs.endpoints": [endpoint] });
    workbench = vscode.workbench;
    panel = workbench.webview();
    view = workbench.page.locator(".part.auxiliarybar");
  });

  after(async () => {
    await vscode.close("bank-last-state");
    await models.close();
  });

  it("shows what the bank holds, and that it does not know the user's models", async () => {
    await workbench.runCommand("SMCS: Focus on Question Bank View");
    await makeRoom(workbench);
    await panel.getByRole("textbox", { name: "Ask a coding question" }).waitFor();
    await line("Sources").click();
    await line(/starter.*questions|questions/).waitFor();
    await line("Your models").click();
    await line("mine/alpha").waitFor();
    await workbench.screenshot("bank-1-tree");
    assert.match(await line("mine/alpha").innerText(), /not in the bank/);
  });

  it("imports a file: format, split, progress, and the tree shows it", async () => {
    const file = path.join(vscode.server.folders.workspace, "smcs-jsonl-questions.jsonl");
    const questions = Array.from({ length: 30 }, (_, index) => ({
      id: `own-${index}`,
      source: "team",
      domain: "coding",
      question: `How do I sort a list of ${index} things in Python?`,
      task: { kind: "open" },
      capability: { alpha: index % 2, beta: 1 },
    }));
    await writeFile(file, questions.map((question) => JSON.stringify(question)).join("\n"));
    await workbench.runCommand("SMCS: Import into Question Bank");
    await workbench.fillFileDialog(file);
    await workbench.quickInputTitled("format of the file");
    await workbench.screenshot("bank-2-format");
    await workbench.acceptQuickInput();
    await workbench.quickInputTitled("split");
    await workbench.acceptQuickInput();
    assert.match(await workbench.notification("rows imported"), /^30 rows imported .*the bank has 330 questions/);
    await line("mine/beta").getByText("is beta, 100%").waitFor();
    await line("Sources").waitFor();
    await workbench.screenshot("bank-3-imported");
  });

  it("adds a question when a reply was chosen, after asking, and takes it back", async () => {
    await workbench.clearNotifications();
    await workbench.runCommand("SMCS: Focus on Chat View");
    const box = panel.getByRole("textbox", { name: "Ask a coding question" });
    await box.fill(QUESTION);
    await box.press("Enter");
    await panel.getByRole("tab").nth(1).click();
    await panel.getByRole("button", { name: "Use This Reply" }).click();
    await workbench.notification("Add this question to the question bank?");
    await workbench.screenshot("bank-4-asked");
    await workbench.page.getByRole("button", { name: "Add", exact: true }).first().click();
    assert.match(await workbench.notification("Added to the question bank."), /alpha.*beta|beta.*alpha/);
    await workbench.page.getByRole("button", { name: "Undo", exact: true }).first().click();
    await workbench.notification("Taken out of the question bank again");

    await panel.getByRole("button", { name: "Add to Question Bank" }).click();
    await workbench.notification("Added to the question bank.");
    await workbench.screenshot("bank-5-added");
  });

  it("reports accuracies, coverage, cold starts and duplicates", async () => {
    await workbench.runCommand("SMCS: Question Bank Report");
    const report = workbench.report();
    await report.getByRole("heading", { level: 1 }).waitFor();
    await workbench.screenshot("bank-6-report");
    assert.match(await report.locator("body").innerText(), /mine\/alpha/);
  });

  it("exports everything, embeddings and choices included", async () => {
    const file = path.join(vscode.server.folders.workspace, "all.jsonl");
    await workbench.runCommand("SMCS: Export Question Bank");
    await workbench.fillFileDialog(file);
    await workbench.notification("331 questions written to");
    const rows = (await readFile(file, "utf8")).trim().split("\n");
    assert.equal(rows.length, 331);
    assert.match(rows.find((row) => row.includes(QUESTION)) ?? "", /"evidence":"choice"/);
  });

  it("notices what another program writes", async () => {
    await workbench.runCommand("SMCS: Focus on Question Bank View");
    const bank = path.join(vscode.server.folders.userData, "User", "globalStorage", "smcs.kept", "bank");
    const file = path.join(vscode.server.folders.workspace, "more.jsonl");
    await writeFile(
      file,
      `{"id":"more","source":"elsewhere","question":"What is elsewhere?","task":{"kind":"open"}}\n`,
    );
    const args = ["bank", "import", file, "--format", "smcs-jsonl", "--bank", bank];
    assert.equal((await runCli(args, vscode.server.folders.home)).status, 0);
    await view.getByText("332 questions").first().waitFor();
    await workbench.screenshot("bank-7-noticed");
  });
});

/** Drags the border between chat and bank upwards: a tree draws only the lines that are in sight. */
async function makeRoom({ page }: Workbench): Promise<void> {
  const header = await page.locator(".part.auxiliarybar .pane-header").nth(1).boundingBox();
  assert.ok(header);
  await page.mouse.move(header.x + header.width / 2, header.y);
  await page.mouse.down();
  await page.mouse.move(header.x + header.width / 2, header.y - 250, { steps: 5 });
  await page.mouse.up();
}
