import path from "node:path";
import type { Locator, Page } from "playwright-core";
import type { PanelStatus, ToHost, ToPanel } from "../../../src/protocol/messages.ts";
import { type Translate, translator } from "../../../media/panel/translate.ts";
import type { RunEvent, RunRecord } from "../../../src/protocol/run.ts";
import { repositoryRoot } from "../vscode/repository.ts";
import type { PanelWindow } from "./panel-window.ts";

export const endpoints: PanelStatus = {
  mode: "endpoints",
  description: "2 endpoints, 6 models",
  problem: null,
  embedder: null,
};

/** The panel in a browser page; the test is its host. */
export class PanelPage {
  readonly page: Page;
  /** What must not happen: errors and warnings on the console, and requests for anything but the page's own files. */
  readonly trouble: string[] = [];
  /** What the panel says for an English text of its own. */
  readonly t: Translate;

  constructor(page: Page, origin: string, t = translator({})) {
    this.page = page;
    this.t = t;
    // Nothing takes seconds here, but other programs may hold up the machine.
    page.setDefaultTimeout(15_000);
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

  /** Posts messages as the host does, junk included; resolves when the panel has drawn what came of them. */
  async send(...messages: readonly unknown[]): Promise<void> {
    await this.page.evaluate((all) => {
      const window = globalThis as unknown as PanelWindow;
      for (const message of all) window.postMessage(message, "*");
    }, messages);
    await this.drawn();
  }

  /** Sends a snapshot; what is attached are files of these names. */
  async show(runs: readonly RunRecord[], status = endpoints, attached: readonly string[] = []): Promise<void> {
    const items = attached.map((label) => ({ id: label, kind: "file" as const, label, tokens: 120, opens: true }));
    await this.send({ type: "snapshot", runs: [...runs], status, attached: items } satisfies ToPanel);
  }

  /** Sends events of one run. */
  async play(events: readonly RunEvent[], runId = "run"): Promise<void> {
    await this.send(...events.map((event): ToPanel => ({ type: "event", runId, event })));
  }

  /** Resolves when everything that has happened so far is on the screen. */
  async drawn(): Promise<void> {
    await this.page.evaluate(() => (globalThis as unknown as PanelWindow).drawn());
  }

  /** What the panel has sent since it was loaded. */
  async sent(): Promise<readonly ToHost[]> {
    return this.page.evaluate(() => (globalThis as unknown as PanelWindow).sent);
  }

  async lastSent(): Promise<ToHost | undefined> {
    return (await this.sent()).at(-1);
  }

  /** The texts of elements, each in one line. */
  async texts(elements: Locator): Promise<string[]> {
    return (await elements.allInnerTexts()).map((text) => text.split(/\s+/).join(" "));
  }

  /** The text in the focused element. */
  async focused(): Promise<string> {
    return this.page.locator(":focus").innerText();
  }

  /** Saves a picture as `test-results/<name>.png`. */
  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: path.join(repositoryRoot, "test-results", `${name}.png`) });
  }
}
