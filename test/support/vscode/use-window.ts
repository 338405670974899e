import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, afterEach, before, beforeEach } from "node:test";
import type { BrowserContext, Page } from "playwright";
import { keepFailure, keepFailures } from "../failures.ts";
import { endBrowserAfterTests, openContext } from "./browser.ts";
import { extensionLog } from "./extension-log.ts";
import { exitOnSignals } from "./process-end.ts";
import { repositoryRoot } from "./repository.ts";
import { type Server, startServer } from "./server.ts";
import type { ServerOptions } from "./server-options.ts";
import { Workbench } from "./workbench.ts";
import { workbenchUrl } from "./workbench-url.ts";

/** What a suite may have otherwise than other suites. */
export interface WindowOptions extends ServerOptions {
  /** Writes what has to be there before the window opens. */
  readonly prepare?: (server: Server) => Promise<unknown>;
  /** Runs in the page before VS Code. */
  readonly script?: string;
}

/** The packed extension, as users install it: what it needs must be inside. */
export const packedExtension = path.join(repositoryRoot, "out", "smcs.vsix");

/** Reading the evidence of a failure must not fail for long itself, in milliseconds. */
const EVIDENCE_LIMIT = 2_000;

exitOnSignals();
endBrowserAfterTests();

/** A VS Code window of a suite; open from the suite's first test to its last. */
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

  /** What tells why a test failed; what cannot be had says so. */
  evidence() {
    const { opened } = this;
    if (opened === undefined) return { texts: {} };
    const { server, workbench } = opened;
    const limit = { timeout: EVIDENCE_LIMIT };
    return {
      picture: (file: string) => workbench.page.screenshot({ path: file, ...limit }),
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

/** Which element of the window has the keys, by its ancestors. */
const FOCUS = `(() => {
  const path = [];
  for (let one = document.activeElement; one !== null; one = one.parentElement)
    path.push([one.tagName, one.id, one.className, one.getAttribute("name")].join(" "));
  return [\`document.hasFocus() is \${document.hasFocus()}\`, ...path].join("\\n");
})()`;

/**
 * Opens a server and a window before a suite, and ends both after it. Every step of such a suite builds on the one before:
 * once one has failed, those after it fail at once. Of a failed test, a picture, the server's output, the extension's log
 * and the panel's text are kept.
 */
export function useWindow(options: () => WindowOptions | Promise<WindowOptions> = () => ({})): VscodeWindow {
  const window = new VscodeWindow();
  let failed: string | undefined;
  before(async (context) => {
    try {
      await window.open(await options());
    } catch (error) {
      const { filePath = "", name = "" } = context as { readonly filePath?: string; readonly name?: string };
      await keepFailure(filePath, name, window.evidence());
      await window.close();
      throw error;
    }
  });
  beforeEach(() => {
    if (failed !== undefined) throw new Error(`Not tried, since this failed before: ${failed}`);
  });
  keepFailures(() => (failed === undefined ? window.evidence() : { texts: {} }));
  afterEach((context) => {
    // Node's types do not know yet what a hook is told about the test that has ended.
    const { passed, name } = context as unknown as { readonly passed: boolean; readonly name: string };
    if (!passed) failed ??= name;
  });
  after(() => window.close());
  return window;
}
