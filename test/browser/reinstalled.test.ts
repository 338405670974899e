import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { eventually, expect } from "../support/expect.ts";
import { PanelSteps } from "../support/vscode/panel-steps.ts";
import { installPackage, uninstall } from "../support/vscode/server-extensions.ts";
import { useWindow } from "../support/vscode/use-window.ts";
import { packedExtension } from "../support/vscode/vscode-window.ts";

const QUESTION = "How do I debounce a function in TypeScript?";

/** A user removes the extension and installs it again, with VS Code's command line. */
describe("the extension, uninstalled and installed again", () => {
  const vscode = useWindow(() => ({
    extensions: [],
    env: { SMCS_DEMO_INSTANT: "1" },
    prepare: ({ command }) => installPackage(command, packedExtension),
  }));
  const panel = new PanelSteps(vscode);

  const storage = (): string => path.join(vscode.server.folders.userData, "User", "globalStorage", "smcs.kept");
  const manifest = (): Promise<string> =>
    readFile(path.join(storage(), "bank", "generations", "1", "manifest.json"), "utf8");
  let bank: string;

  it("has answered a question before", async () => {
    await vscode.workbench.ready();
    await vscode.workbench.runCommand("SMCS: Use Demo Models");
    await panel.ask(QUESTION);
    bank = await manifest();
  });

  it("leaves its bank and its chats when it goes", async () => {
    const { page, workbench, server } = vscode;
    await uninstall(server.command, "smcs.smcs");
    await page.reload();
    await workbench.ready(false);
    await eventually(async () => {
      await page.keyboard.press("F1");
      await page.locator(".quick-input-widget:visible input").first().fill(">SMCS:", { timeout: 2_000 });
      await page.getByText("No matching commands").first().waitFor({ timeout: 2_000 });
    });
    await expect(workbench.status).toHaveCount(0);
    await expect
      .poll(() => existsSync(path.join(storage(), "..", "smcs.smcs")), "the editor deletes the extension's folder")
      .toBe(false);
    expect(await manifest()).toBe(bank);
    expect(await readdir(path.join(storage(), "runs"))).toHaveLength(1);
  });

  it("finds both again when it comes back", async () => {
    const { server, workbench } = vscode;
    await installPackage(server.command, packedExtension);
    await workbench.reload();
    await (await workbench.showList("SMCS: History", QUESTION)).click();
    await panel.frame.getByText("function debounce").first().waitFor();
    await workbench.screenshot("reinstalled");
    expect(await manifest()).toBe(bank);
  });
});
