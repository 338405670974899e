import { readFile } from "node:fs/promises";
import path from "node:path";
import type { BrowserContext, Page } from "playwright";
import { openContext } from "./browser.ts";
import { extensionLog } from "./extension-log.ts";
import { repositoryRoot } from "./repository.ts";
import { type Server, startServer } from "./server.ts";
import type { ServerOptions } from "./server-options.ts";
import { Workbench } from "./workbench.ts";
import { workbenchUrl } from "./workbench-url.ts";

/** Options of a window. */
export interface WindowOptions extends ServerOptions {
  /** Writes files that must exist before the window opens. */
  readonly prepare?: (server: Server) => Promise<unknown>;
  /** Script that runs in the page before VS Code. */
  readonly script?: string;
}

/** The packed extension, as users install it. It must contain everything that it needs. */
export const packedExtension = path.join(repositoryRoot, "out", "smcs.vsix");

/** Timeout of reading the evidence of a failure, in milliseconds; short, so that this does not fail for long itself. */
const EVIDENCE_LIMIT = 2_000;

/** A VS Code window in a browser, with its own server. */
export class VscodeWindow {
  private opened: { server: Server; context: BrowserContext; workbench: Workbench } | undefined;
  private closing: (() => Promise<unknown>)[] = [];

  get workbench(): Workbench {
    return this.ours.workbench;
  }

  get server(): Server {
    return this.ours.server;
  }

  get page(): Page {
    return this.workbench.page;
  }

  private get ours() {
    if (this.opened === undefined) throw new Error("The window is not open.");
    return this.opened;
  }

  async open({ prepare, script, ...options }: WindowOptions): Promise<void> {
    const server = await startServer({ extensions: [packedExtension], idleSeconds: 90, ...options });
    this.closing.unshift(() => server.stop());
    await prepare?.(server);
    const context = await openContext();
    this.closing.unshift(() => context.close());
    const page = await context.newPage();
    if (script !== undefined) await page.addInitScript({ content: script });
    const workbench = new Workbench(page);
    this.opened = { server, context, workbench };
    await page.goto(workbenchUrl(server.port, { folder: server.folders.workspace }));
    await workbench.ready(options.extensions?.length !== 0);
  }

  async close(): Promise<void> {
    const closing = this.closing;
    this.closing = [];
    for (const close of closing) await close();
  }

  /** Resolves with the evidence of a failed test. Unavailable parts are marked as such. */
  evidence() {
    const { opened } = this;
    if (opened === undefined) return { texts: {} };
    const { server, workbench } = opened;
    const limit = { timeout: EVIDENCE_LIMIT };
    return {
      picture: (file: string) => workbench.page.screenshot({ path: file, ...limit }),
      seen: () => workbench.page.evaluate<string>(SEEN),
      texts: {
        "server.txt": server.output,
        "extension-log.txt": () => extensionLog(server.folders.userData),
        // What it says at this moment is what is wanted.
        // oxlint-disable-next-line tests/no-single-look
        "panel.txt": () => workbench.webview().locator("body").ariaSnapshot(limit),
        "focus.txt": async () => String(await workbench.page.evaluate(FOCUS)),
        "settings.json": () => readFile(path.join(server.folders.userData, "User", "settings.json"), "utf8"),
      },
    };
  }
}

/** Runs in the page: returns the focused element of the window with its ancestors. */
const FOCUS = `(() => {
  const path = [];
  for (let one = document.activeElement; one !== null; one = one.parentElement)
    path.push([one.tagName, one.id, one.className, one.getAttribute("name")].join(" "));
  return [\`document.hasFocus() is \${document.hasFocus()}\`, ...path].join("\\n");
})()`;

/** Runs in the page: returns a summary of the focus, the quick input and the notifications. */
const SEEN = `(() => {
  const shown = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.offsetParent !== null);
  const said = (one) => (one.getAttribute("aria-label") ?? one.innerText).replaceAll(/\\s+/g, " ").slice(0, 160);
  const { activeElement: has } = document;
  const lines = [
    "Focus: " + [document.hasFocus() ? "" : "not in the window,", has?.tagName, has?.className].join(" "),
    ...shown(".quick-input-widget").map((one) => "Quick input: " + said(one) + " | " + one.querySelector("input")?.value),
    ...shown(".quick-input-widget .monaco-list-row").slice(0, 5).map((one) => "  line: " + said(one)),
    ...shown(".notification-list-item").slice(0, 5).map((one) => "Notification: " + said(one)),
  ];
  return ["Seen in the window:", ...lines].join("\\n  ");
})()`;
