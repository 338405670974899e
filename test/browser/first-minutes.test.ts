import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import type { Locator } from "playwright";
import { part } from "../support/deep.ts";
import { takePicture } from "../support/docs/pictures.ts";
import { eventually, expect } from "../support/expect.ts";
import { modelsServer } from "../support/http/models-server.ts";
import { Journey } from "../support/vscode/journey.ts";
import { PanelSteps } from "../support/vscode/panel-steps.ts";
import type { Server } from "../support/vscode/server.ts";
import { useWindow } from "../support/vscode/use-window.ts";
import { packedExtension } from "../support/vscode/vscode-window.ts";

/** Timeout of the installation, in milliseconds. */
const INSTALL_LIMIT = 90_000;

/** From the packed extension to the first answer, in a fresh profile. Counts a new user's actions. */
describe("the first minutes", () => {
  const vscode = useWindow(() => ({
    extensions: [],
    settings: {
      // VS Code's default. Only then does VS Code track the steps of walkthroughs that are not open yet.
      "workbench.startupEditor": "welcomePage",
      // VS Code's default, which other tests' windows do not have.
      "workbench.reduceMotion": "auto",
    },
  }));
  const panel = new PanelSteps(vscode);
  const status = (): Locator => vscode.workbench.status;

  it("comes from the installation to an answer of the demo models", async () => {
    const { workbench, page } = vscode;
    const tryDemo = page.getByRole("button", { name: "Try Demo Models" });
    // A new window may still move the focus, which closes the dialog.
    await eventually(async () => {
      await workbench.runCommand("Extensions: Install from VSIX...");
      await workbench.fillFileDialog(packedExtension);
      // VS Code opens the walkthrough by itself.
      await tryDemo.waitFor({ timeout: 15_000 });
    }, INSTALL_LIMIT);
    await expect(status()).toHaveText(/SMCS: no models/);
    await expect(panel.button("Try Demo Models"), "the panel is there, too").toBeVisible();
    const walkthrough = page.locator(".getting-started-step .step-title");
    await takePicture("first-1-installed", page, [walkthrough.first(), panel.frame.locator("body")]);

    const journey = new Journey(vscode, "First answer");
    await journey.click(tryDemo);
    const example = panel.frame.getByRole("list").getByRole("button").first();
    await example.waitFor();
    await expect(status()).toHaveText(/SMCS: demo/);
    await takePicture("first-2-demo", page, [panel.frame.locator("body")]);
    await journey.click(example);
    await panel.button("Copy Answer").waitFor();
    await takePicture("first-3-answer", page, [panel.frame.locator("body")]);
    await journey.ends();
  });

  it("ticks off in the walkthrough what was done", async () => {
    await vscode.workbench.runCommand("SMCS: Get Started");
    const done = vscode.page.locator('[data-done-step-id][aria-checked="true"]');
    await expect(done).toHaveCount(2);
    for (const [index, step] of ["demoModels", "ask"].entries())
      await expect(done.nth(index)).toHaveAttribute("data-done-step-id", `smcs.smcs#smcs.getStarted#${step}`);
  });

  it("offers in the status bar what can be done now", async () => {
    await expect(status()).toHaveAttribute("aria-label", /SMCS, demo/);
    await status().click();
    await vscode.workbench.quickInputAsks("What would you like to do?");
    await vscode.workbench.screenshot("first-4-actions");
    await vscode.page.keyboard.press("Escape");
  });

  it("comes to a server of one's own that wants a key, and to its answer with a click", async (t) => {
    const { workbench, page } = vscode;
    const models = await modelsServer(["alpha", "beta"], () => "From my own server.", "key-of-the-test");
    t.after(() => models.close());
    // The walkthrough is not part of this journey.
    await workbench.runCommand("View: Close All Editors");
    await workbench.runCommand("SMCS: New Chat");
    await workbench.runCommand("SMCS: Add Endpoint");
    const journey = new Journey(vscode, "Own server, with a key");
    const answers: [asked: string, answer?: string][] = [
      ["Where are the models?", models.url.replace("http://", "")],
      ["API key for", "key-of-the-test"],
      ["Which of its 2 models take part?"],
    ];
    const taken = ["first-4-where", "first-5-key", "first-6-models"] as const;
    // Moves the pointer away from the box, whose tooltip would cover the pictures.
    await page.mouse.move(660, 720);
    for (const [index, [asked, answer]] of answers.entries()) {
      await workbench.quickInputAsks(asked);
      await takePicture(taken[index] ?? "first-6-models", page, [page.locator(".quick-input-widget")]);
      await journey.answer(asked, answer);
    }
    await workbench.notification("local is ready: 2 models.");
    await panel.button("local (2 models)").waitFor();
    await journey.ends();
    await workbench.answerNotification("local is ready: 2 models.", "Ask");
    await expect(status()).toHaveText(/SMCS: 2 models/);
    await panel.send("Who are you?");
    await panel.frame.getByText("From my own server.").first().waitFor();
    await takePicture("first-7-own-server", page, [panel.frame.locator("body")]);
    // The server got no key until it asked for one, and then only that key.
    const keys = models.seen.map(({ headers }) => headers.authorization);
    expect(keys.filter((key) => key === undefined)).toHaveLength(1);
    expect(keys.slice(1).filter((key) => key !== "Bearer key-of-the-test")).toEqual([]);
    expect(await settingsOf(vscode.server)).toContain(models.url);
    expect(await settingsOf(vscode.server)).not.toContain("key-of-the-test");
  });

  it("takes over what other programs know, says so before, and can undo it", async (t) => {
    const { workbench, page, server } = vscode;
    const models = await modelsServer(["gamma"], () => "Imported.");
    t.after(() => models.close());
    const folder = path.join(server.folders.home, ".continue");
    await mkdir(folder, { recursive: true });
    await writeFile(
      path.join(folder, "config.yaml"),
      `models:\n  - name: Lab\n    provider: vllm\n    model: gamma\n    apiBase: ${models.url}\n    apiKey: imported-key\n`,
    );
    const group = {
      name: "Editor",
      vendor: "customendpoint",
      apiKey: "${input:x}",
      models: [{ id: "delta", url: "http://127.0.0.1:9/v1" }],
    };
    await writeFile(path.join(server.folders.userData, "User", "chatLanguageModels.json"), JSON.stringify([group]));
    const before = await settingsOf(server);

    await workbench.runCommand("SMCS: Import Endpoints");
    await workbench.quickInputAsks("Which ones should SMCS use?");
    await expect(workbench.choices).toHaveCount(2);
    await workbench.screenshot("first-7-import-list");
    await expect(page.locator(".quick-input-widget")).not.toContainText("imported-key");
    await workbench.answerQuickInput("Which ones should SMCS use?");
    const dialog = page.locator(".monaco-dialog-box");
    await dialog.getByText("Import these 2 endpoints?").waitFor();
    await expect(dialog).toContainText(/its key, which is sent to http:\/\/127\.0\.0\.1:\d+ only/);
    expect(models.seen).toEqual([]);
    await dialog.getByRole("button", { name: "Import", exact: true }).click();
    await workbench.notification("2 endpoints were imported.");
    await expect(status()).toHaveText(/SMCS: 4 models/);
    const imported = await settingsOf(server);
    for (const model of ["gamma", "delta"]) expect(imported).toContain(`"${model}"`);
    expect(imported).not.toContain("imported-key");

    await workbench.answerNotification("2 endpoints were imported.", "Undo");
    await eventually(async () => {
      expect(JSON.parse(await settingsOf(server))).toEqual(JSON.parse(before));
    });
  });

  it("has pictures for its steps, in light and dark", async () => {
    const { workbench, page } = vscode;
    // Pictures are shown only when there is room for them.
    await workbench.runCommand("View: Toggle Primary Side Bar Visibility");
    await workbench.runCommand("View: Toggle Secondary Side Bar Visibility");
    for (const theme of ["light", "dark"]) {
      // Escape, which closes the palette, also leads from a walkthrough back to the list of all walkthroughs.
      await workbench.runCommand("SMCS: Get Started");
      for (const step of part(["demoModels", "addEndpoint", "ask", "evaluate", "readWhy"], 2)) {
        await page.locator(`.getting-started-step[data-step-id$="#${step}"]`).click();
        const picture = page
          .frameLocator("iframe.webview.ready:visible")
          .frameLocator("iframe#active-frame")
          .locator("svg");
        await picture.waitFor();
        await workbench.screenshot(`first-walkthrough-${theme}-${step}`);
      }
      await workbench.runCommand("Preferences: Toggle between Light/Dark Themes");
    }
  });
});

/** Returns the text of the settings that may hold endpoints: in a browser the server's own, or the user's. */
async function settingsOf(server: Server): Promise<string> {
  const files = ["Machine", "User"].map((folder) => path.join(server.folders.userData, folder, "settings.json"));
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8").catch(() => "")));
  return texts.find((text) => text.includes("smcs.endpoints")) ?? "{}";
}
