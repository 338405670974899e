import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { homedir, hostname, tmpdir, userInfo } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import type { BrowserContext, FrameLocator } from "playwright-core";
import { type LocalServer, localServer } from "../support/http/local-server.ts";
import { sendError, sendJson, streamAll } from "../support/http/sse.ts";
import { openBrowser } from "../support/vscode/browser.ts";
import { filesWith } from "../support/vscode/files-with.ts";
import { instrumentedExtension } from "../support/vscode/instrumented.ts";
import { exitOnSignals } from "../support/vscode/process-end.ts";
import { retry } from "../support/vscode/retry.ts";
import { type Server, startServer } from "../support/vscode/server.ts";
import { Workbench } from "../support/vscode/workbench.ts";
import { workbenchUrl } from "../support/vscode/workbench-url.ts";

const KEY = "sk-marked-key-5f1c0a77d2e94b";
const HEADER = "marked-header-value-93ab17";
const QUESTION = "How do I keep a zebracode from turning?";
const REPLY = "Hold the zebrareply by its stripes.";
const ENDPOINT = "zebraendpoint";
const MODELS = ["zebra-one", "zebra-two", "zebra-denied"];
const ON = { "telemetry.telemetryLevel": "all", "workbench.localHistory.enabled": false };

/** An event as Application Insights takes it. */
interface Envelope {
  readonly data: { readonly baseData: { readonly name: string } };
}

/** A whole session of somebody whose key and header are marked, with telemetry on, in a real VS Code. */
describe("a session with a key", () => {
  let models: LocalServer;
  let ingestion: LocalServer;
  let extension: string;
  let kept: string;
  let exports: string;
  let server: Server;
  let browser: BrowserContext;
  let workbench: Workbench;
  let panel: FrameLocator;

  const settings = (): Record<string, unknown> => ({
    ...ON,
    "smcs.earlyStop": false,
    "smcs.endpoints": [
      {
        name: ENDPOINT,
        kind: "openai",
        baseUrl: models.url,
        headers: { "X-Team": HEADER },
        models: MODELS.map((id) => ({ id, promptUsdPerMTok: 0.01, completionUsdPerMTok: 0.01 })),
      },
    ],
  });
  const sent = (): string[] =>
    ingestion.seen.flatMap(({ body }) =>
      (body as unknown as readonly Envelope[]).map(({ data }) => data.baseData.name.replace(/^smcs\.smcs\//, "")),
    );
  const asked = (): number => models.seen.filter(({ path: wanted }) => wanted.endsWith("/chat/completions")).length;

  before(async () => {
    exitOnSignals();
    models = await localServer(({ path: wanted, body, headers }, response) => {
      const model = String(body?.["model"]);
      if (wanted === "/v1/models") sendJson(response, 200, { object: "list", data: MODELS.map((id) => ({ id })) });
      else if (model === "zebra-denied")
        sendError(response, 401, `No such key: ${headers.authorization ?? ""}, team ${String(headers["x-team"])}`);
      else {
        const choices = Array.from({ length: Number(body?.["n"] ?? 1) }, (_, index) => index);
        streamAll(
          response,
          choices.map((index) => ({ index, content: `${REPLY} (A)`, finish: "stop" })),
        );
      }
    });
    ingestion = await localServer(({ body }, response) => {
      const count = (body as unknown as readonly unknown[]).length;
      sendJson(response, 200, { itemsReceived: count, itemsAccepted: count, errors: [] });
    });
    extension = await instrumentedExtension();
    kept = await mkdtemp(path.join(tmpdir(), "smcs-secrets-"));
    exports = await mkdtemp(path.join(tmpdir(), "smcs-exports-"));
    server = await startServer({
      keep: kept,
      extensions: [extension],
      settings: settings(),
      telemetry: true,
      env: {
        SMCS_TEST_TELEMETRY: `InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=${ingestion.url}/`,
        // The editor's own events are nobody's business here.
        CS_TELEMETRY_URL: "http://127.0.0.1:9/",
      },
      idleSeconds: 90,
    });
    browser = await openBrowser(server.folders.browserProfile);
    await browser.grantPermissions(["clipboard-read", "clipboard-write"]);
    const page = browser.pages()[0] ?? (await browser.newPage());
    workbench = await Workbench.open(page, workbenchUrl(server.port, { folder: server.folders.workspace }));
    panel = workbench.webview();
  });

  after(async () => {
    await Promise.all([models.close(), ingestion.close()]);
    for (const folder of [kept, extension, exports]) await rm(folder, { recursive: true, force: true });
  });

  const ask = async (question: string): Promise<void> => {
    const box = panel.getByRole("textbox", { name: "Ask a coding question" });
    await box.fill(question);
    await box.press("Enter");
    const answer = panel.getByRole("article").filter({ hasText: question });
    await answer
      .getByText(/Winner|This is the reply/)
      .first()
      .waitFor();
  };

  it("sends the key and the header to the endpoint, which repeats both in its refusal", async () => {
    await workbench.runCommand("SMCS: Set API Key");
    await workbench.fillQuickInput(ENDPOINT);
    await workbench.quickInputTitled("It is stored encrypted");
    await workbench.fillQuickInput(KEY);
    await workbench.notification(`The key for ${ENDPOINT} is stored.`);
    await workbench.runCommand("SMCS: Focus on Chat View");
    await ask(QUESTION);
    const { headers } = models.seen.find(({ path: wanted }) => wanted.endsWith("/chat/completions")) ?? {};
    assert.deepEqual([headers?.authorization, headers?.["x-team"]], [`Bearer ${KEY}`, HEADER]);
    const shown = await panel.locator("body").innerText();
    assert.doesNotMatch(shown, new RegExp(`${KEY}|${HEADER}`));
    await workbench.screenshot("secrets-1-asked");
  });

  it("tests the endpoint and evaluates its models", async () => {
    await workbench.runCommand("SMCS: Test Endpoints");
    const report = workbench.page.locator(".monaco-editor .view-lines").getByText("[secret]").first();
    const free = workbench.page.getByRole("button", { name: "Test", exact: true });
    await free.or(report).first().waitFor();
    if (await free.isVisible()) await free.click();
    await report.waitFor();
    await workbench.screenshot("secrets-2-tested");
    await workbench.clearNotifications();
    await workbench.runCommand("SMCS: Evaluate Models on Question Bank");
    await workbench.quickInputTitled("Which models to evaluate");
    await workbench.acceptQuickInput();
    await workbench.quickInputTitled("Samples take from every source its share");
    await workbench.fillQuickInput("A sample of 20");
    await workbench.quickInputTitled("Evaluate Models");
    await workbench.acceptQuickInput();
    await workbench.notification(/Evaluation (done|ended|stopped)/, 120_000);
    await workbench.screenshot("secrets-3-evaluated");
  });

  it("exports the chat and the question bank", async () => {
    const { page } = workbench;
    for (const form of ["md", "json"]) {
      await workbench.runCommand("SMCS: History");
      const row = page.locator(".quick-input-widget:visible .monaco-list-row").filter({ hasText: "zebracode" }).first();
      await row.hover();
      await row.getByRole("button", { name: "Export" }).click();
      await workbench.fillFileDialog(path.join(exports, `chat.${form}`));
      await retry(30_000, async () => {
        await page.waitForTimeout(200);
        assert.match(await readFile(path.join(exports, `chat.${form}`), "utf8"), /zebrareply/);
      });
    }
    await workbench.runCommand("SMCS: Export Question Bank");
    await workbench.fillFileDialog(path.join(exports, "bank.jsonl"));
    await workbench.notification(/questions written to/);
  });

  it("copies a report that is meant to be shared", async () => {
    await workbench.runCommand("SMCS: Copy Diagnostics Report");
    await workbench.notification("The diagnostics report is copied");
    const report = await workbench.page.evaluate(() => navigator.clipboard.readText());
    assert.match(report, /^# SMCS diagnostics/);
    assert.match(report, /key stored, 1 headers/);
    assert.match(report, /\[secret\]/);
    for (const secret of [KEY, HEADER, QUESTION, REPLY]) assert.ok(!report.includes(secret), secret);
  });

  it("obeys VS Code's telemetry setting when that changes", async () => {
    const { page } = workbench;
    await workbench.runCommand("Preferences: Open User Settings (JSON)");
    const editor = page.locator(".editor-instance .monaco-editor").last();
    await editor.getByText("telemetry.telemetryLevel").waitFor();
    await editor.click();
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText(JSON.stringify({ ...settings(), "telemetry.telemetryLevel": "off" }));
    await page.keyboard.press("Control+S");
    await page.waitForTimeout(2000);
    const before = asked();
    await workbench.runCommand("SMCS: New Chat");
    await ask("How do I ask in silence?");
    assert.ok(asked() > before);
    await workbench.screenshot("secrets-4-silent");
    await browser.close();
    await server.stop();
    assert.deepEqual(sent().sort(), ["evaluation-end", "run-end"]);
  });

  it("leaves the key nowhere but in the secret storage, and the header in the settings alone", async () => {
    const secretStorage = server.folders.browserProfile;
    assert.deepEqual(await filesWith(KEY, kept, [secretStorage]), []);
    assert.deepEqual(await filesWith(HEADER, kept, [secretStorage]), [path.join("user-data", "User", "settings.json")]);
    for (const secret of [KEY, HEADER]) assert.deepEqual(await filesWith(secret, exports), []);
    // The session did leave something to look through.
    const storage = path.join(kept, "user-data", "User", "globalStorage", "smcs.kept");
    assert.ok((await filesWith("zebrareply", storage)).length > 0);
    assert.ok((await filesWith("[secret]", path.join(storage, "runs"))).length > 0, "the refusal was quoted");
  });

  it("has told telemetry nothing but what telemetry.json lists", async () => {
    const bodies = JSON.stringify(ingestion.seen);
    const own = [KEY, HEADER, "zebra", ENDPOINT, kept, exports, models.url, hostname(), homedir(), userInfo().username];
    const found = own.filter((text) => text.length > 4 && bodies.includes(text));
    assert.deepEqual(found, []);
    const { events, commonProperties } = JSON.parse(await readFile(path.join(extension, "telemetry.json"), "utf8")) as {
      readonly events: Readonly<Record<string, object>>;
      readonly commonProperties: object;
    };
    const listed = new Set([...Object.values(events).flatMap(Object.keys), ...Object.keys(commonProperties)]);
    for (const { body } of ingestion.seen)
      for (const { data } of body as unknown as readonly { data: { baseData: Record<string, object> } }[]) {
        const { properties = {}, measurements = {} } = data.baseData;
        const names = [...Object.keys(properties), ...Object.keys(measurements)];
        assert.deepEqual(names.filter((name) => !listed.has(name)), []); // prettier-ignore
      }
  });
});
