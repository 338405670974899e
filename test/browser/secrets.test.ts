import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { homedir, hostname, tmpdir, userInfo } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { createSmallBank } from "../support/bank/small-bank.ts";
import { eventually, expect } from "../support/expect.ts";
import { type LocalServer, localServer } from "../support/http/local-server.ts";
import { type ModelsServer, modelsServer } from "../support/http/models-server.ts";
import { sendJson } from "../support/http/sse.ts";
import { filesWith } from "../support/vscode/files-with.ts";
import { instrumentedExtension } from "../support/vscode/instrumented.ts";
import { PanelSteps } from "../support/vscode/panel-steps.ts";
import { useWindow } from "../support/vscode/use-window.ts";

const KEY = "sk-marked-key-5f1c0a77d2e94b";
const HEADER = "marked-header-value-93ab17";
const QUESTION = "How do I keep a zebracode from turning?";
const REPLY = "Hold the zebrareply by its stripes.";
const ENDPOINT = "zebraendpoint";
const MODELS = ["zebra-one", "zebra-two", "zebra-denied"];
const ON = { "telemetry.telemetryLevel": "all", "workbench.localHistory.enabled": false };

/** An event in the format of Application Insights. */
interface Envelope {
  readonly data: { readonly baseData: { readonly name: string } };
}

/** A whole session with a marked key and header, with telemetry on, in a real VS Code. */
describe("a session with a key", () => {
  let models: ModelsServer;
  let ingestion: LocalServer;
  let extension: string;
  let kept: string;
  let exports: string;

  const settings = (): Record<string, unknown> => ({
    ...ON,
    "smcs.bank.location": path.join(kept, "bank"),
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

  before(async () => {
    models = await modelsServer(MODELS, ({ body, headers }) =>
      body?.["model"] === "zebra-denied"
        ? new Error(`No such key: ${headers.authorization ?? ""}, team ${String(headers["x-team"])}`)
        : `${REPLY} (A)`,
    );
    ingestion = await localServer(({ body }, response) => {
      const count = (body as unknown as readonly unknown[]).length;
      sendJson(response, 200, { itemsReceived: count, itemsAccepted: count, errors: [] });
    });
    extension = await instrumentedExtension();
    kept = await mkdtemp(path.join(tmpdir(), "smcs-secrets-"));
    exports = await mkdtemp(path.join(tmpdir(), "smcs-exports-"));
    await createSmallBank(path.join(kept, "bank"));
  });

  const vscode = useWindow(() => ({
    keep: kept,
    extensions: [extension],
    settings: settings(),
    telemetry: true,
    env: {
      SMCS_TEST_TELEMETRY: `InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=${ingestion.url}/`,
      // The editor's own events go nowhere, because this test ignores them.
      CS_TELEMETRY_URL: "http://127.0.0.1:9/",
    },
  }));
  const panel = new PanelSteps(vscode);

  after(async () => {
    await Promise.all([models.close(), ingestion.close()]);
    for (const folder of [kept, extension, exports]) await rm(folder, { recursive: true, force: true });
  });

  /** Asks, and waits for an answer and for the end of the run. */
  const ask = async (question: string): Promise<void> => {
    await panel.ask(question);
    await panel.button("Stop").waitFor({ state: "hidden" });
  };

  it("sends the key and the header to the endpoint, which repeats both in its refusal", async () => {
    const { workbench } = vscode;
    await workbench.runCommand("SMCS: Set API Key");
    await workbench.answerQuickInput("Which endpoint is the key for?", ENDPOINT);
    await workbench.answerQuickInput("It is stored encrypted", KEY);
    await workbench.notification(`The key for ${ENDPOINT} is stored.`);
    await panel.show();
    await ask(QUESTION);
    const { headers } = models.seen.find(({ path: wanted }) => wanted.endsWith("/chat/completions")) ?? {};
    assert.deepEqual([headers?.authorization, headers?.["x-team"]], [`Bearer ${KEY}`, HEADER]);
    await expect(panel.frame.locator("body")).not.toContainText(new RegExp(`${KEY}|${HEADER}`));
    await workbench.screenshot("secrets-1-asked");
  });

  it("tests the endpoint and evaluates its models", async () => {
    const { workbench } = vscode;
    await workbench.runCommand("SMCS: Test Endpoints");
    await workbench.report().getByText("[secret]").first().waitFor();
    await workbench.clearNotifications();
    await workbench.runCommand("SMCS: Evaluate Models on Question Bank");
    await workbench.answerQuickInput("Which models to evaluate");
    await workbench.answerQuickInput("A sample takes a share of every source", "All 20 questions");
    await workbench.answerQuickInput("Most to spend");
    await workbench.notification(/Evaluation (done|ended|stopped)/, 120_000);
  });

  it("exports the chat and the question bank", async () => {
    const { workbench } = vscode;
    for (const form of ["md", "json"]) {
      const row = await workbench.showList("SMCS: History", "zebracode");
      await row.hover();
      await row.getByRole("button", { name: "Export" }).click();
      await workbench.fillFileDialog(path.join(exports, `chat.${form}`));
      await eventually(async () => {
        expect(await readFile(path.join(exports, `chat.${form}`), "utf8")).toContain("zebrareply");
      });
    }
    await workbench.runCommand("SMCS: Export Question Bank");
    await workbench.fillFileDialog(path.join(exports, "bank.jsonl"));
    await workbench.notification(/questions written to/);
  });

  it("copies a report that is meant to be shared", async () => {
    const { workbench, page } = vscode;
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await workbench.runCommand("SMCS: Copy Diagnostics Report");
    await workbench.notification("The diagnostics report is copied");
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(copied).toContain("# SMCS diagnostics");
    const report = await copied();
    assert.match(report, /^# SMCS diagnostics/);
    assert.match(report, /key stored, 1 headers/);
    assert.match(report, /\[secret\]/);
    for (const secret of [KEY, HEADER, QUESTION, REPLY]) assert.ok(!report.includes(secret), secret);
  });

  it("obeys VS Code's telemetry setting when that changes", async () => {
    const { workbench, page } = vscode;
    await workbench.runCommand("Preferences: Open User Settings (JSON)");
    const editor = page.locator(".editor-instance .monaco-editor").last();
    await editor.getByText("telemetry.telemetryLevel").waitFor();
    await editor.click();
    await expect(page.locator(".editor-instance .monaco-editor :focus")).toHaveCount(1);
    await page.keyboard.press("Control+A");
    // The panel shows the second change, so by then the extension knows both.
    const changed = { ...settings(), "telemetry.telemetryLevel": "off", "smcs.system": "single" };
    await page.keyboard.insertText(JSON.stringify(changed));
    await page.keyboard.press("Control+S");
    await panel.button("Single model").waitFor();
    const before = models.asked();
    await workbench.runCommand("SMCS: New Chat");
    await panel.show();
    await panel.send("How do I ask in silence?");
    await panel.answered("How do I ask in silence?");
    await panel.button("Stop").waitFor({ state: "hidden" });
    expect(models.asked()).toBeGreaterThan(before);
    // Events that are still pending are sent at the end.
    await vscode.close();
    expect(sent().toSorted()).toEqual(["evaluation-end", "run-end"]);
  });

  it("leaves the key nowhere but in the secret storage, and the header in the settings alone", async () => {
    // The secret storage is in the browser here, so it writes no files.
    assert.deepEqual(await filesWith(KEY, kept), []);
    assert.deepEqual(await filesWith(HEADER, kept), [path.join("user-data", "User", "settings.json")]);
    for (const secret of [KEY, HEADER]) assert.deepEqual(await filesWith(secret, exports), []);
    // Makes sure that the session left files to search.
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
