import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { openBrowser } from "../support/vscode/browser.ts";
import { exitOnSignals } from "../support/vscode/process-end.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";
import { type Server, startServer } from "../support/vscode/server.ts";
import { Workbench } from "../support/vscode/workbench.ts";
import { workbenchUrl } from "../support/vscode/workbench-url.ts";

const QUESTION = "How do I debounce a function in TypeScript?";
const packed = path.join(repositoryRoot, "out", "smcs.vsix");

/** Somebody who removes the extension and comes back to it; the profile is the same all the time. */
describe("the extension, uninstalled and installed again", () => {
  let kept: string;

  before(async () => {
    exitOnSignals();
    kept = await mkdtemp(path.join(tmpdir(), "smcs-kept-"));
  });

  after(() => rm(kept, { recursive: true, force: true }));

  /** What somebody does in a window of a server of its own. */
  async function inWindow(use: Parameters<typeof startServer>[0], work: (workbench: Workbench) => Promise<void>) {
    const server: Server = await startServer({ ...use, keep: kept, idleSeconds: 90 });
    const browser = await openBrowser(server.folders.browserProfile);
    try {
      const page = browser.pages()[0] ?? (await browser.newPage());
      await work(await Workbench.open(page, workbenchUrl(server.port, { folder: server.folders.workspace })));
    } finally {
      await browser.close();
      await server.stop();
    }
  }

  const storage = (): string => path.join(kept, "user-data", "User", "globalStorage", "smcs.kept");
  const manifest = (): Promise<string> =>
    readFile(path.join(storage(), "bank", "generations", "1", "manifest.json"), "utf8");
  let bank: string;

  it("has answered a question before", async () => {
    await inWindow({ extensions: [packed] }, async (workbench) => {
      const panel = workbench.webview();
      await workbench.runCommand("SMCS: Use Demo Models");
      const box = panel.getByRole("textbox", { name: "Ask a coding question" });
      await box.fill(QUESTION);
      await box.press("Enter");
      await panel.getByText("Winner", { exact: true }).first().waitFor();
    });
    bank = await manifest();
  });

  it("leaves its bank and its chats when it goes", async () => {
    await inWindow({ uninstalled: ["smcs.smcs"] }, async ({ page }) => {
      await page.keyboard.press("F1");
      await page.locator(".quick-input-widget:visible input").first().fill(">SMCS:");
      await page.getByText("No matching commands").first().waitFor();
    });
    assert.equal(
      existsSync(path.join(storage(), "..", "smcs.smcs")),
      false,
      "the editor deletes the extension's folder",
    );
    assert.equal(await manifest(), bank);
    assert.equal((await readdir(path.join(storage(), "runs"))).length, 1);
  });

  it("finds both again when it comes back", async () => {
    await inWindow({ extensions: [packed] }, async (workbench) => {
      await workbench.runCommand("SMCS: History");
      const rows = workbench.page.locator(".quick-input-widget:visible .monaco-list-row");
      await rows.filter({ hasText: QUESTION }).first().click();
      await workbench.webview().getByText("function debounce").first().waitFor();
      await workbench.screenshot("reinstalled");
    });
    assert.equal(await manifest(), bank);
  });
});
