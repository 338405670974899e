import path from "node:path";
import type { Locator, Page } from "playwright";
import type { PoolStatus, ToHost, ToPanel } from "../../../src/protocol/index.ts";
import type { RunEvent, RunRecord } from "../../../src/core/record/index.ts";
import { type Translate, translator } from "../../../media/panel/translate.ts";
import { expect, WAIT_LIMIT } from "../expect.ts";
import { repositoryRoot } from "../vscode/repository.ts";
import type { PanelWindow } from "./panel-window.ts";

export const endpoints: PoolStatus = {
  mode: "endpoints",
  description: "2 endpoints, 6 models",
  problem: null,
};

/** Pauses between checks of the panel's messages, in milliseconds. */
const QUICKLY = [10, 20, 50, 100];

/** The panel in a browser page; the test is its host. */
export class PanelPage {
  readonly page: Page;
  /** Forbidden events: errors and warnings on the console, and requests for anything except the page's own files. */
  readonly trouble: string[] = [];
  /** Returns the panel's translation of an English text. */
  readonly t: Translate;
  /** Number of the panel's messages that the test has read. */
  private read = 0;

  constructor(page: Page, origin: string, t = translator({})) {
    this.page = page;
    this.t = t;
    page.setDefaultTimeout(WAIT_LIMIT);
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.trouble.push(message.text());
    });
    page.on("pageerror", (error) => this.trouble.push(String(error)));
    page.on("request", (request) => {
      if (!request.url().startsWith(`${origin}/`)) this.trouble.push(`Request: ${request.url()}`);
    });
  }

  /** The question box. */
  get box(): Locator {
    return this.page.getByRole("textbox", { name: this.t("Ask a coding question") });
  }

  get conversation(): Locator {
    return this.page.getByRole("main");
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  /** Posts messages as the host does. Resolves when the panel has drawn the result. */
  async send(...messages: readonly ToPanel[]): Promise<void> {
    await this.sendJunk(...messages);
  }

  /** Posts arbitrary values, as another program might. */
  async sendJunk(...messages: readonly unknown[]): Promise<void> {
    await this.page.evaluate((all) => {
      const window = globalThis as unknown as PanelWindow;
      for (const message of all) window.postMessage(message, "*");
    }, messages);
    await this.drawn();
  }

  /** Sends a snapshot; the attachments are files with these names. */
  async show(runs: readonly RunRecord[], status = endpoints, attached: readonly string[] = []): Promise<void> {
    const items = attached.map((label) => ({ id: label, kind: "file" as const, label, tokens: 120, opens: true }));
    await this.send({ type: "snapshot", runs: [...runs], status, attached: items } satisfies ToPanel);
  }

  /** Reports that the demo does not know a question, with the nearest known questions. */
  async unknownToDemo(nearest: readonly string[], editorModels = false): Promise<void> {
    const unknown = { nearest: [...nearest], editorModels };
    await this.send({ type: "not-asked", text: "What is a monad?", replaces: null, failure: null, unknown });
  }

  /** Sends events of one run. */
  async play(events: readonly RunEvent[], runId = "run"): Promise<void> {
    await this.send(...events.map((event): ToPanel => ({ type: "event", runId, event })));
  }

  /** Resolves when the result of everything so far is on the screen. */
  async drawn(): Promise<void> {
    await this.page.evaluate(() => (globalThis as unknown as PanelWindow).drawn());
  }

  /** Returns the panel's messages since it was loaded, at this moment, for tests that count or keep them. */
  async sent(): Promise<readonly ToHost[]> {
    return this.page.evaluate(() => (globalThis as unknown as PanelWindow).sent);
  }

  /**
   * Resolves when the panel's messages since the last call of `sends` are exactly these. Requests for the bank's texts
   * (`look-up`) are left out, because they are sent when elements that need them are drawn.
   */
  async sends(...messages: readonly unknown[]): Promise<void> {
    const look = () => this.unread();
    await expect.poll(look, { message: "what the panel sends", intervals: QUICKLY }).toEqual(messages);
    this.read += messages.length;
  }

  /** Resolves when everything is drawn, and no message was sent since the last call of `sends`. */
  async sendsNothing(): Promise<void> {
    await this.drawn();
    expect(await this.unread(), "what the panel sends").toEqual([]);
  }

  private async unread(): Promise<readonly ToHost[]> {
    return (await this.sent()).filter(({ type }) => type !== "look-up").slice(this.read);
  }

  /** Loads the panel again at the same address, as the editor does with a hidden view. */
  async reload(): Promise<void> {
    await this.page.reload();
    this.read = 0;
    await this.sends({ type: "ready" });
  }

  /** The focused element, for assertions that wait. */
  get focus(): Locator {
    return this.page.locator(":focus");
  }

  /** Saves a picture as `test-results/<name>.png`. */
  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: path.join(repositoryRoot, "test-results", `${name}.png`) });
  }
}
