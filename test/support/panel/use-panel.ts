import assert from "node:assert/strict";
import { after, afterEach, before } from "node:test";
import type { BrowserContext, Page } from "playwright";
import { translator } from "../../../media/panel/translate.ts";
import { keepFailures } from "../failures.ts";
import type { LocalServer } from "../http/local-server.ts";
import { endBrowserAfterTests, openContext } from "../vscode/browser.ts";
import { exitOnSignals } from "../vscode/process-end.ts";
import { PanelPage } from "./panel-page.ts";
import { windowScript } from "./panel-window.ts";
import { servePanel, type Translations } from "./serve-panel.ts";
import type { Theme } from "./theme.ts";

interface PanelOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  readonly translations?: Translations;
}

exitOnSignals();
endBrowserAfterTests();

/**
 * Opens the built panel in the browser of this process, once per test, and resolves when the panel has asked for its
 * snapshot. After each test the panel must not have caused forbidden events. For a failed test, a picture and the
 * panel's messages are kept.
 */
export function usePanel(): (options?: PanelOptions) => Promise<PanelPage> {
  let server: LocalServer;
  let context: BrowserContext;
  let page: Page;
  let panel: PanelPage | undefined;
  let opened = 0;
  let texts: Translations;

  before(async () => {
    server = await servePanel(() => texts);
    context = await openContext();
    page = await context.newPage();
    await page.addInitScript({ content: windowScript });
  });

  keepFailures(() => ({
    picture: (file) => page.screenshot({ path: file }),
    texts: { "sent.json": async () => JSON.stringify(await panel?.sent(), null, 2) },
  }));

  afterEach(() => {
    page.removeAllListeners();
    assert.deepEqual(panel?.trouble ?? [], []);
  });

  after(async () => {
    await context.close();
    await server.close();
  });

  return async ({ theme = "dark", width = 380, height = 700, translations } = {}) => {
    texts = translations;
    panel = new PanelPage(page, server.url, translator(translations ?? {}));
    await page.setViewportSize({ width, height });
    // Every test has its own address, so the panel has no saved state yet.
    await page.goto(`${server.url}/${theme}/${++opened}/`);
    await panel.sends({ type: "ready" });
    return panel;
  };
}
