import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import type { BrowserContext, FrameLocator, Locator } from "playwright-core";
import { localServer } from "../support/http/local-server.ts";
import { sendJson, streamAll } from "../support/http/sse.ts";
import { openBrowser } from "../support/vscode/browser.ts";
import { exitOnSignals } from "../support/vscode/process-end.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";
import { retry } from "../support/vscode/retry.ts";
import { type Server, startServer } from "../support/vscode/server.ts";
import { Workbench } from "../support/vscode/workbench.ts";
import { workbenchUrl } from "../support/vscode/workbench-url.ts";

/** What a newcomer may be asked to do at most. */
const CLICKS_TO_DEMO = 3;
const PROMPTS_TO_OWN_SERVER = 5;

/** From the packed extension to the first answer, in a fresh profile: everything a newcomer does is counted. */
describe("the first minutes", () => {
  let server: Server;
  let browser: BrowserContext;
  let workbench: Workbench;
  let panel: FrameLocator;
  let status: Locator;

  before(async () => {
    exitOnSignals();
    // As VS Code comes: only then does it watch the steps of walkthroughs that nobody has opened yet.
    const settings = { "workbench.startupEditor": "welcomePage" };
    server = await startServer({ idleSeconds: 120, settings });
    browser = await openBrowser(server.folders.browserProfile);
    const page = browser.pages()[0] ?? (await browser.newPage());
    workbench = await Workbench.open(page, workbenchUrl(server.port, { folder: server.folders.workspace }));
    panel = workbench.webview();
    status = page.locator('.statusbar-item[id*="smcs.status"]');
  });

  after(async () => {
    await workbench.screenshot("first-last-state").catch(() => undefined);
    await browser.close();
    await server.stop();
  });

  it(`comes from the installation to an answer of the demo models in ${CLICKS_TO_DEMO} clicks`, async () => {
    const { page } = workbench;
    const place = page.locator(".quick-input-widget:visible input[type=text]");
    const tryDemo = page.getByRole("button", { name: "Try Demo Models" });
    // A window that has just opened may still move the focus, which closes the dialog.
    await retry(90_000, async () => {
      await workbench.runCommand("Extensions: Install from VSIX...");
      await place.fill(path.join(repositoryRoot, "out", "smcs.vsix"), { timeout: 3000 });
      // The dialog takes a moment to see that a path was typed; until then Enter means the old one.
      await page.waitForTimeout(2000);
      await place.press("Enter", { timeout: 1000 });
      // VS Code opens the walkthrough by itself.
      await tryDemo.waitFor({ timeout: 15_000 });
    });
    await status.filter({ hasText: "SMCS: no models" }).waitFor();
    await workbench.screenshot("first-1-installed");

    let clicks = 0;
    const click = async (target: Locator): Promise<void> => {
      clicks += 1;
      await target.click();
    };
    await click(tryDemo);
    const example = panel.getByRole("list").getByRole("button").first();
    await example.waitFor();
    await status.filter({ hasText: "SMCS: demo" }).waitFor();
    await workbench.screenshot("first-2-demo");
    await click(example);
    await panel.getByText("Winner", { exact: true }).first().waitFor();
    await workbench.screenshot("first-3-answer");
    assert.ok(clicks <= CLICKS_TO_DEMO, `it took ${clicks} clicks`);
  });

  it("ticks off in the walkthrough what was done", async () => {
    const { page } = workbench;
    await workbench.runCommand("SMCS: Get Started");
    const done = page.locator('[data-done-step-id][aria-checked="true"]');
    await done.nth(1).waitFor();
    assert.deepEqual(await done.evaluateAll((steps) => steps.map((step) => step.getAttribute("data-done-step-id"))), [
      "smcs.smcs#smcs.getStarted#demoModels",
      "smcs.smcs#smcs.getStarted#ask",
    ]);
  });

  it("offers in the status bar what can be done now", async () => {
    await status.click();
    await workbench.quickInputTitled("What would you like to do?");
    await workbench.screenshot("first-4-actions");
    const label = await status.getAttribute("aria-label");
    assert.match((await status.locator("a").getAttribute("aria-label")) ?? label ?? "", /SMCS, demo/);
    await workbench.page.keyboard.press("Escape");
  });

  it(`comes to a server of one's own with ${PROMPTS_TO_OWN_SERVER} prompts`, async (t) => {
    const models = await localServer(({ path: asked, body }, response) => {
      const choices = Array.from({ length: Number(body?.["n"] ?? 1) }, (_, index) => index);
      if (asked === "/v1/models") sendJson(response, 200, { object: "list", data: [{ id: "alpha" }, { id: "beta" }] });
      else
        streamAll(
          response,
          choices.map((index) => ({ index, content: "From my own server.", finish: "stop" })),
        );
    });
    t.after(() => models.close());
    await workbench.runCommand("SMCS: New Chat");
    await workbench.runCommand("SMCS: Add Endpoint");
    const answers: [asked: string, answer: string | null][] = [
      ["What kind of server is it?", "OpenAI-compatible"],
      ["Base URL of the server", models.url],
      ["API key for", "key-of-the-test"],
      ["Which of its 2 models take part?", null],
      ["A short name for it", null],
    ];
    let prompts = 0;
    for (const [asked, answer] of answers) {
      await workbench.quickInputTitled(asked);
      prompts += 1;
      await workbench.screenshot(`first-5-endpoint-${prompts}`);
      if (answer === null) await workbench.acceptQuickInput();
      else await workbench.fillQuickInput(answer);
    }
    // The demo models answer until the settings are written.
    await status.filter({ hasText: "SMCS: 2 models" }).waitFor();
    const box = panel.getByRole("textbox", { name: "Ask a coding question" });
    await box.fill("Who are you?");
    await box.press("Enter");
    await panel.getByText("From my own server.").first().waitFor();
    await workbench.screenshot("first-6-own-server");
    assert.ok(prompts <= PROMPTS_TO_OWN_SERVER, `it took ${prompts} prompts`);
    assert.doesNotMatch(await settingsOf(server), /key-of-the-test/);
  });

  it("takes over what other programs know, says so before, and can undo it", async (t) => {
    const { page } = workbench;
    const models = await localServer(({ body }, response) => {
      const choices = Array.from({ length: Number(body?.["n"] ?? 1) }, (_, index) => index);
      streamAll(
        response,
        choices.map((index) => ({ index, content: "Imported.", finish: "stop" })),
      );
    });
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
    await workbench.quickInputTitled("Which ones should SMCS use?");
    const rows = page.locator(".quick-input-widget .monaco-list-row");
    assert.equal(await rows.count(), 2);
    await workbench.screenshot("first-7-import-list");
    assert.doesNotMatch(await page.locator(".quick-input-widget").innerText(), /imported-key/);
    await workbench.acceptQuickInput();
    const dialog = page.locator(".monaco-dialog-box");
    await dialog.getByText("Import these 2 endpoints?").waitFor();
    await workbench.screenshot("first-8-import-confirm");
    assert.match(await dialog.innerText(), /its key, which is sent to http:\/\/127\.0\.0\.1:\d+ only/);
    assert.equal(models.seen.length, 0);
    await dialog.getByRole("button", { name: "Import", exact: true }).click();
    await workbench.notification("2 endpoints were imported.");
    await workbench.screenshot("first-9-imported");
    await retry(10_000, async () => {
      await page.waitForTimeout(200);
      assert.match(await status.innerText(), /SMCS: 4 models/);
    });
    const after = await settingsOf(server);
    assert.match(after, /"gamma"/);
    assert.match(after, /"delta"/);
    assert.doesNotMatch(after, /imported-key/);

    await page.getByRole("button", { name: "Undo", exact: true }).first().click();
    await retry(10_000, async () => {
      await page.waitForTimeout(200);
      assert.deepEqual(JSON.parse(await settingsOf(server)), JSON.parse(before));
    });
  });

  it("has pictures for its steps, in light and dark", async () => {
    const { page } = workbench;
    // Pictures are shown only where there is room for them.
    await workbench.runCommand("View: Toggle Primary Side Bar Visibility");
    await workbench.runCommand("View: Toggle Secondary Side Bar Visibility");
    for (const theme of ["light", "dark"]) {
      // Escape, by which a palette is left, also leads from a walkthrough back to all of them.
      await workbench.runCommand("SMCS: Get Started");
      for (const [index, step] of ["demoModels", "addEndpoint", "ask", "evaluate", "readWhy"].entries()) {
        await page.locator(`.getting-started-step[data-step-id$="#${step}"]`).click();
        const picture = page
          .frameLocator("iframe.webview.ready:visible")
          .frameLocator("iframe#active-frame")
          .locator("svg");
        await picture.waitFor();
        await workbench.screenshot(`first-walkthrough-${theme}-${index + 1}-${step}`);
      }
      await workbench.runCommand("Preferences: Toggle between Light/Dark Themes");
    }
  });
});

/** The settings that hold endpoints: in a browser the server's own, or the user's. */
async function settingsOf(server: Server): Promise<string> {
  const files = ["Machine", "User"].map((folder) => path.join(server.folders.userData, folder, "settings.json"));
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8").catch(() => "")));
  return texts.find((text) => text.includes("smcs.endpoints")) ?? "{}";
}
