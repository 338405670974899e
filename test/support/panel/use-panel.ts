import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, afterEach, before } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import { translator } from "../../../media/panel/translate.ts";
import { type LocalServer, localServer } from "../http/local-server.ts";
import { openBrowser } from "../vscode/browser.ts";
import { exitOnSignals } from "../vscode/process-end.ts";
import { repositoryRoot } from "../vscode/repository.ts";
import { chatPage } from "./chat-page.ts";
import { PanelPage } from "./panel-page.ts";
import { windowScript } from "./panel-window.ts";
import { type Theme, themeStyles } from "./theme.ts";

type Translations = Readonly<Record<string, string>> | undefined;

interface PanelOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  /** Texts of the editor's language by their English ones. */
  readonly translations?: Translations;
}

/** Opens the built panel in a browser, once a test. After each test the panel must have kept out of trouble. */
export function usePanel(): (options?: PanelOptions) => Promise<PanelPage> {
  let profile: string;
  let server: LocalServer;
  let browser: BrowserContext;
  let page: Page;
  let panel: PanelPage | undefined;
  let opened = 0;
  let texts: Translations;

  before(async () => {
    exitOnSignals();
    profile = await mkdtemp(path.join(tmpdir(), "smcs-panel-"));
    server = await servePanel(() => texts);
    browser = await openBrowser(profile);
    page = await browser.newPage();
    await page.addInitScript({ content: windowScript });
  });

  afterEach(() => {
    page.removeAllListeners();
    assert.deepEqual(panel?.trouble ?? [], []);
  });

  after(async () => {
    await browser.close();
    await server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  return async ({ theme = "dark", width = 380, height = 700, translations } = {}) => {
    texts = translations;
    panel = new PanelPage(page, server.url, translator(translations ?? {}));
    await page.setViewportSize({ width, height });
    // Every test has its own address, and with it no state of the panel yet.
    await page.goto(`${server.url}/${theme}/${++opened}/`);
    return panel;
  };
}

/** Serves the extension's page at `/<theme>/<number>/`, and what it loads from the extension. */
export function servePanel(translations: () => Translations = () => undefined): Promise<LocalServer> {
  return localServer(({ path: address, headers }, response) => {
    const [, theme = "", number = "", folder = "", ...names] = address.split("/");
    const respond = (type: string, body: string | Buffer): void => {
      response.writeHead(200, { "content-type": type }).end(body);
    };
    const type = types[path.extname(names.at(-1) ?? "") as keyof typeof types] as string | undefined;
    const file = path.join(repositoryRoot, "dist", ...names);
    const base = `http://${headers.host ?? ""}/${theme}/${number}`;
    if (folder === "") respond("text/html; charset=utf-8", chatPage(base, translations()));
    else if (folder !== "dist" || type === undefined || !existsSync(file)) response.writeHead(404).end();
    else if (names[0] === "panel.css") respond(type, themeStyles(theme as Theme) + readFileSync(file, "utf8"));
    else respond(type, readFileSync(file));
  });
}

const types = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".woff2": "font/woff2",
} as const;
