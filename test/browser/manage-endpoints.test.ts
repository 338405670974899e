import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import type { Locator } from "playwright";
import { eventually, expect } from "../support/expect.ts";
import { type ModelsServer, modelsServer } from "../support/http/models-server.ts";
import { PanelSteps } from "../support/vscode/panel-steps.ts";
import { useWindow } from "../support/vscode/use-window.ts";

const WHICH = "Which endpoint would you like to change?";
const WHAT = "What do you want to do with it?";
const KEY = "the-kept-key-52a9";

/** Fields of an entry of smcs.endpoints that these tests read. */
interface Entry {
  readonly name: string;
  readonly enabled?: boolean;
  readonly baseUrl: string;
}

/** A user manages several endpoints. */
describe("managing endpoints", () => {
  let first: ModelsServer;
  let second: ModelsServer;

  before(async () => {
    first = await modelsServer(["alpha"], () => "From the first server.");
    second = await modelsServer(["beta", "gamma"], () => "From the second server.", KEY);
  });

  const vscode = useWindow(() => ({
    settings: {
      "smcs.endpoints": [
        { name: "office", kind: "openai", baseUrl: `${first.url}/v1`, models: ["alpha"] },
        { name: "lab", kind: "openai", baseUrl: `${second.url}/v1`, models: ["beta"] },
      ],
      "smcs.aggregator": "lab/beta",
      "smcs.earlyStop": false,
    },
  }));
  const panel = new PanelSteps(vscode);

  after(() => Promise.all([first.close(), second.close()]));

  const status = (): Locator => vscode.workbench.status;
  const settings = async (): Promise<Record<string, unknown>> => {
    const files = ["Machine", "User"].map((folder) =>
      path.join(vscode.server.folders.userData, folder, "settings.json"),
    );
    let read: object[] = [];
    // VS Code empties a file before it writes the new text.
    await eventually(async () => {
      const texts = await Promise.all(files.map((file) => readFile(file, "utf8").catch(() => "{}")));
      read = texts.map((text) => JSON.parse(text) as object);
    });
    return Object.assign({}, ...read.toReversed()) as Record<string, unknown>;
  };
  const entries = async (): Promise<readonly Entry[]> => (await settings())["smcs.endpoints"] as Entry[];
  const names = async (): Promise<string[]> => (await entries()).map(({ name }) => name);

  /** Opens the list, and then the actions of one endpoint, with the keyboard only. */
  const open = async (name: string): Promise<void> => {
    await vscode.workbench.runCommand("SMCS: Manage Endpoints");
    await vscode.workbench.answerQuickInput(WHICH, name);
    await vscode.workbench.quickInputAsks(WHAT);
  };
  // Some actions return to the same list, so its disappearance says nothing.
  const labelled = (action: string) =>
    vscode.workbench.choices.filter({ has: vscode.page.locator(".label-name").getByText(action, { exact: true }) });
  /** Waits for the list that follows an action: the previous one may still be there. */
  const offers = (action: string): Promise<void> => expect(labelled(action)).toHaveCount(1);
  const act = async (action: string): Promise<void> => {
    await vscode.workbench.quickInputAsks(WHAT);
    await labelled(action).click();
  };

  it("is reached from the panel's header, and shows where each endpoint is and what it has", async () => {
    const { workbench } = vscode;
    await panel.show();
    await expect(panel.button("2 models")).toHaveAttribute(
      "title",
      /^2 models\. office \(1 model\), lab \(1 model\)\. /,
    );
    await panel.button("2 models").click();
    await workbench.answerQuickInput("What would you like to do?", "Manage Endpoints");
    await workbench.quickInputAsks(WHICH);
    await expect(workbench.choices.first()).toContainText(`1 model · ${first.url}/v1`);
    await workbench.screenshot("manage-1-list");
    await vscode.page.keyboard.press("Escape");
  });

  it("stores a key, and shows that there is one", async () => {
    const { workbench } = vscode;
    await open("lab");
    await workbench.screenshot("manage-2-actions");
    await act("Set API Key");
    await workbench.answerQuickInput("It is stored encrypted", KEY);
    await workbench.quickInputAsks(WHAT);
    await expect(workbench.choices.filter({ hasText: "Remove API Key" })).toHaveCount(1);
    await vscode.page.keyboard.press("Escape");
  });

  it("renames one: its key and the settings that name its model follow", async () => {
    const { workbench } = vscode;
    await open("lab");
    await act("Rename");
    await workbench.quickInputAsks("New name of the endpoint");
    await vscode.page.locator(".quick-input-widget:visible input").first().fill("office");
    await workbench.answerQuickInput("office is taken.", "basement");
    await expect.poll(names).toEqual(["office", "basement"]);
    await expect.poll(async () => (await settings())["smcs.aggregator"]).toBe("basement/beta");
    await workbench.quickInputAsks(WHAT);
    await expect(workbench.choices.filter({ hasText: "Remove API Key" })).toHaveCount(1);
    await vscode.page.keyboard.press("Escape");
    await panel.show();
    await panel.ask("How do I turn a key?");
    expect(second.asked()).toBeGreaterThan(0);
    expect(second.seen.at(-1)?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(first.seen.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
  });

  it("disables one by a click: it is neither counted nor asked, until it is enabled again", async () => {
    const { workbench, page } = vscode;
    await expect(status()).toHaveText(/SMCS: 2 models/);
    await workbench.runCommand("SMCS: Manage Endpoints");
    await workbench.quickInputAsks(WHICH);
    const row = workbench.choices.filter({ hasText: "office" });
    await row.hover();
    await row.getByRole("button", { name: "Disable" }).click();
    await expect(workbench.choices.filter({ hasText: "disabled" })).toHaveCount(1);
    await workbench.screenshot("manage-3-disabled");
    await page.keyboard.press("Escape");
    expect((await entries()).map(({ enabled }) => enabled)).toEqual([false, undefined]);
    await expect(status()).toHaveText(/SMCS: 1 model/);
    const before = first.seen.length;
    await panel.show();
    await panel.ask("How do I turn a page?");
    expect(first.seen.length).toBe(before);
    await open("office");
    await act("Enable");
    await expect(status()).toHaveText(/SMCS: 2 models/);
    expect((await entries())[0]).not.toHaveProperty("enabled");
    await offers("Disable");
    await page.keyboard.press("Escape");
  });

  it("moves one", async () => {
    await open("basement");
    await act("Move Up");
    await expect.poll(names).toEqual(["basement", "office"]);
    await offers("Move Down");
    await vscode.page.keyboard.press("Escape");
  });

  it("changes its address, with the stored key where that belongs, and its models", async () => {
    const { workbench, page } = vscode;
    await open("basement");
    await act("Change Address");
    await workbench.answerQuickInput("Address of the server", second.url.replace("http://127.0.0.1", "127.0.0.1"));
    await workbench.quickInputAsks(WHAT);
    expect((await entries())[0]?.baseUrl).toBe(`${second.url}/v1`);
    await act("Choose Models");
    await workbench.quickInputAsks("Which of its 2 models take part?");
    await workbench.choices.filter({ hasText: "gamma" }).click();
    await workbench.answerQuickInput("Which of its 2 models take part?");
    await expect(status()).toHaveText(/SMCS: 3 models/);
    await workbench.quickInputAsks(WHAT);
    await act("Change Address");
    await workbench.answerQuickInput("Address of the server", first.url);
    await workbench.notification(`${first.url} has no model beta, gamma.`);
    expect((await entries())[0]?.baseUrl).toBe(`${first.url}/v1`);
    expect(
      first.seen.filter(({ headers }) => headers.authorization !== undefined),
      "the key stays behind",
    ).toEqual([]);
    await workbench.quickInputAsks(WHAT);
    await page.keyboard.press("Escape");
  });

  it("tests one", async () => {
    await open("office");
    await act("Test");
    const cards = vscode.workbench.report().locator("body");
    await expect(cards).toContainText(/office/);
    await expect(cards).not.toContainText(/basement/);
  });

  it("removes one with its key, and brings both back", async () => {
    const { workbench } = vscode;
    await workbench.clearNotifications();
    const before = await entries();
    await open("basement");
    await act("Remove Endpoint");
    await workbench.quickInputAsks(WHICH);
    await vscode.page.keyboard.press("Escape");
    await expect.poll(names).toEqual(["office"]);
    await workbench.screenshot("manage-4-removed");
    await workbench.answerNotification(/basement is removed\. .*smcs\.aggregator/, "Undo");
    await expect.poll(entries).toEqual(before);
    await open("basement");
    await act("Change Address");
    await workbench.answerQuickInput("Address of the server", second.url);
    await workbench.quickInputAsks(WHAT);
    await expect(workbench.choices.filter({ hasText: "Remove API Key" }), "its key is there again").toHaveCount(1);
    await act("Remove API Key");
    await workbench.quickInputAsks(WHAT);
    await expect(workbench.choices.filter({ hasText: "Set API Key" })).toHaveCount(1);
    await vscode.page.keyboard.press("Escape");
  });
});
