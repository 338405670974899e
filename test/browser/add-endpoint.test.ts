import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import type { Locator } from "playwright";
import { eventually, expect } from "../support/expect.ts";
import { type LocalServer, localServer } from "../support/http/local-server.ts";
import { type ModelsServer, modelsServer } from "../support/http/models-server.ts";
import { Journey } from "../support/vscode/journey.ts";
import { PanelSteps } from "../support/vscode/panel-steps.ts";
import { useWindow } from "../support/vscode/use-window.ts";

const FIRST = "Where are the models?";
const ADDRESS = "Address of the server";
const KEY = "the-right-key-7c1e";

/** A user adds endpoints for servers of their own, with and without mistakes. */
describe("adding endpoints", () => {
  let open: ModelsServer;
  let closed: ModelsServer;
  let page: LocalServer;
  /** A server that has stopped. */
  let gone: LocalServer;

  before(async () => {
    open = await modelsServer(["alpha"], () => "From the open server.");
    closed = await modelsServer(["beta", "gamma"], () => "From the closed server.", KEY);
    gone = await localServer(() => undefined);
    await gone.close();
    page = await localServer((_, response) => {
      response.setHeader("content-type", "text/html").end("<h1>Hello</h1>");
    });
  });

  // All models are asked, so the test knows which model misses a question.
  const vscode = useWindow(() => ({ settings: { "smcs.referencers": 5 } }));
  const panel = new PanelSteps(vscode);

  after(() => Promise.all([open.close(), closed.close(), page.close()]));

  const hostOf = ({ url }: LocalServer): string => url.replace("http://", "");
  const box = (): Locator => vscode.page.locator(".quick-input-widget:visible input").first();
  const said = (): Locator => vscode.page.locator(".quick-input-widget:visible .quick-input-message");
  /**
   * Returns the text of both settings files: in a browser, endpoints are in the machine's file, and the rest is in the
   * user's.
   */
  const settings = async (): Promise<string> => {
    const files = ["Machine", "User"].map((folder) =>
      path.join(vscode.server.folders.userData, folder, "settings.json"),
    );
    return (await Promise.all(files.map((file) => readFile(file, "utf8").catch(() => "")))).join();
  };

  /** Starts the command and types an address into the first list. A journey begins at that list. */
  const begin = async (address: string, name = ""): Promise<Journey> => {
    await vscode.workbench.clearNotifications();
    await vscode.workbench.runCommand("SMCS: Add Endpoint");
    await vscode.workbench.quickInputAsks(FIRST);
    // A person reads the list, which appears a moment after its title.
    await expect(vscode.workbench.choices.last()).toContainText("The paper's models on my vLLM servers");
    const journey = new Journey(vscode, name);
    await journey.type(box(), address);
    await expect(vscode.workbench.choices.first()).toContainText(`Connect to ${address}`);
    return journey;
  };

  it("offers an address first, and the paper's models last", async () => {
    const { workbench } = vscode;
    await workbench.runCommand("SMCS: Add Endpoint");
    await workbench.quickInputAsks(FIRST);
    await expect(workbench.choices.last()).toContainText("The paper's models on my vLLM servers");
    await expect(workbench.choices.filter({ hasText: "Enter an address" })).toHaveCount(1);
    await workbench.screenshot("add-1-first-list");
    await vscode.page.keyboard.press("Escape");
    expect(await settings()).not.toContain("endpoints");
  });

  it("needs one typed address for a server without a key, and asks the only model once if that is wanted", async () => {
    const { workbench } = vscode;
    const journey = await begin(hostOf(open), "Own server, without a key");
    await workbench.screenshot("add-2-typed");
    await journey.press("Enter");
    await workbench.notification(/local is ready: 1 model\. .*several times/);
    await panel.frame.getByRole("list").getByRole("button").first().waitFor();
    await journey.ends();
    await workbench.screenshot("add-3-ready-one");
    await expect(vscode.page.locator(".notification-list-item:visible")).toHaveCount(1);
    await workbench.answerNotification("local is ready", "Ask Once");
    await expect.poll(settings).toMatch(/"smcs.system": *"simple-router"/);
    await panel.show();
    await panel.ask("How many of you are there?");
    expect(open.asked()).toBe(1);
    expect(open.seen.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
  });

  it("asks for a key when the server wants one, says that a wrong one is wrong, and sends it nowhere else", async () => {
    const { workbench } = vscode;
    const before = open.seen.length + page.seen.length;
    await begin(hostOf(closed));
    await box().press("Enter");
    await workbench.quickInputAsks("API key for");
    await box().fill("a-wrong-key-0b77");
    await box().press("Enter");
    await expect(said()).toContainText(`${closed.url} refused this key.`);
    await workbench.screenshot("add-4-wrong-key");
    await box().fill(KEY);
    await box().press("Enter");
    await workbench.answerQuickInput("Which of its 2 models take part?");
    await workbench.notification(/local-2 is ready: 2 models\. .*one model only/);
    await workbench.answerNotification("local-2 is ready", "Let Them Work Together");
    await expect.poll(settings).not.toMatch(/"smcs.system": *"simple-router"/);
    const keys = closed.seen.map(({ headers }) => headers.authorization);
    expect(keys).toEqual([undefined, "Bearer a-wrong-key-0b77", ...keys.slice(2).map(() => `Bearer ${KEY}`)]);
    expect(open.seen.length + page.seen.length).toBe(before);
    expect(await settings()).not.toMatch(/-key-/);
  });

  it("says what is wrong with an address, and lets it be changed on the spot", async () => {
    const { workbench } = vscode;
    await begin(hostOf(page));
    await box().press("Enter");
    await expect(said()).toContainText(/is not a model server: it gave no list of models/);
    await workbench.screenshot("add-6-web-page");
    await box().fill("no such address");
    await expect(said()).toContainText(ADDRESS);
    await box().press("Enter");
    await expect(said()).toContainText("This is not the address of a server.");
    await vscode.page.keyboard.press("Escape");

    const journey = await begin(hostOf(gone), "Wrong address");
    await journey.press("Enter");
    await expect(said()).toContainText(/: connection refused\..* Change the address/);
    await expect(box()).toHaveValue(hostOf(gone));
    await workbench.screenshot("add-5-wrong-address");
    await journey.type(box(), `${hostOf(open)}/v1`);
    await journey.press("Enter");
    // That server was added before, so this is the same endpoint.
    await workbench.notification("local is ready: 1 model.");
    await journey.ends();
    expect((await settings()).match(/"name": *"local/g)).toHaveLength(2);
  });

  it("goes back by a button, and takes models by hand where no list is to be had", async () => {
    const { workbench } = vscode;
    await begin(hostOf(gone));
    await box().press("Enter");
    await expect(said()).toContainText("Change the address");
    await button("Back").click();
    await workbench.quickInputAsks(FIRST);
    await box().fill(hostOf(gone));
    await box().press("Enter");
    await expect(said()).toContainText("Change the address");
    // Uses only the keyboard.
    await box().press("Shift+Tab");
    await expect(button("Enter Models by Hand").and(vscode.page.locator(":focus"))).toHaveCount(1);
    await vscode.page.keyboard.press("Enter");
    await workbench.answerQuickInput("Ids of the server's models", "delta, epsilon");
    await workbench.notification("local-3 is added with 2 models, untested.");
    await expect.poll(settings).toContain('"delta"');
  });

  it("can be left with Escape while it connects, and nothing is saved", async (t) => {
    const silent = await localServer(() => undefined);
    t.after(() => silent.close());
    const before = await settings();
    await begin(hostOf(silent));
    await box().press("Enter");
    await expect(said()).toContainText(`Connecting to ${silent.url}/v1`);
    await vscode.workbench.screenshot("add-7-connecting");
    await vscode.page.keyboard.press("Escape");
    await silent.clientGone;
    await eventually(async () => {
      expect(await settings()).toBe(before);
    });
  });

  it("leads from a server that is gone, by its one card, to its new address and an answer of its models", async (t) => {
    const { workbench } = vscode;
    const moved = await modelsServer(["delta", "epsilon"], () => "From the server that moved.");
    t.after(() => moved.close());
    await workbench.clearNotifications();
    await workbench.runCommand("SMCS: New Chat");
    await panel.show();
    await panel.ask("Who is there?");
    const card = panel.last.locator(".server-failure");
    await expect(card).toHaveCount(1);
    await workbench.screenshot("dead-server-1-answered");
    const journey = new Journey(vscode, "Dead server");
    await journey.click(card.locator("summary"));
    await expect(card).toContainText("2 models: delta, epsilon");
    await workbench.screenshot("dead-server-2-card");
    await journey.click(panel.button("Change Address"));
    await workbench.quickInputAsks(ADDRESS);
    await expect(box()).toHaveValue(`${gone.url}/v1`);
    await workbench.screenshot("dead-server-3-address");
    await journey.answer(ADDRESS, hostOf(moved));
    await expect.poll(settings).toContain(moved.url);
    await journey.click(panel.button("Retry All of local-3"));
    await expect(card).toHaveCount(0);
    await expect(panel.last.getByText(/of 5 models answered/)).toHaveCount(0);
    await journey.ends();
    await workbench.screenshot("dead-server-5-answered");
    expect(moved.asked()).toBeGreaterThanOrEqual(2);
  });

  /** Returns a button of the open quick input. */
  function button(name: string): Locator {
    return vscode.page.locator(".quick-input-widget:visible").getByRole("button", { name });
  }
});
