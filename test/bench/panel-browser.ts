import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { BrowserContext, CDPSession, Page } from "playwright";
import { PanelPage } from "../support/panel/panel-page.ts";
import { windowScript } from "../support/panel/panel-window.ts";
import { servePanel } from "../support/panel/serve-panel.ts";
import { openBrowser } from "../support/vscode/browser.ts";
import type { Sent } from "./panel-messages.ts";

/** The browser's load in seconds, and the longest task in milliseconds. */
export interface Busy {
  readonly script: number;
  readonly tasks: number;
  readonly longestMs: number;
}

/** A page to measure. */
export interface Measured {
  readonly panel: PanelPage;
  readonly page: Page;
  readonly devtools: CDPSession;
}

/** Runs in every page: posts messages at their times, and watches for long tasks. */
const benchScript = `
  window.longest = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
  }).observe({ type: "longtask" });
  window.deliver = async (sent) => {
    const began = performance.now();
    for (const { at, message } of sent) {
      const wait = began + at - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      window.postMessage(message, "*");
    }
    await window.drawn();
  };`;

/** Opens the built panel, and provides pages that show it, one after another. */
export async function withPages(use: (open: () => Promise<Measured>) => Promise<void>): Promise<void> {
  const profile = await mkdtemp(path.join(tmpdir(), "smcs-panel-bench-"));
  const server = await servePanel();
  let browser: BrowserContext | undefined;
  try {
    browser = await openBrowser(profile);
    let opened = 0;
    const context = browser;
    await use(async () => {
      const page = await context.newPage();
      for (const other of context.pages()) if (other !== page) await other.close();
      await page.addInitScript({ content: windowScript + benchScript });
      await page.setViewportSize({ width: 420, height: 900 });
      const panel = new PanelPage(page, server.url);
      await page.goto(`${server.url}/dark/${++opened}/`);
      const devtools = await context.newCDPSession(page);
      await devtools.send("Performance.enable");
      return { panel, page, devtools };
    });
  } finally {
    await browser?.close();
    await server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Delivers messages to a page at their times. Returns the resulting load. */
export async function busyWith({ page, devtools }: Measured, sent: readonly Sent[]): Promise<Busy> {
  page.setDefaultTimeout(0);
  const before = await metrics(devtools);
  const longestMs = await page.evaluate(async (messages) => {
    const window = globalThis as unknown as { longest: number; deliver(sent: unknown): Promise<void> };
    window.longest = 0;
    await window.deliver(messages);
    // Long tasks are reported some time after they end.
    await new Promise((resolve) => setTimeout(resolve, 500));
    return window.longest;
  }, sent);
  const after = await metrics(devtools);
  const since = (name: string): number => (after.get(name) ?? 0) - (before.get(name) ?? 0);
  return { script: since("ScriptDuration"), tasks: since("TaskDuration"), longestMs };
}

async function metrics(devtools: CDPSession): Promise<Map<string, number>> {
  const { metrics: all } = await devtools.send("Performance.getMetrics");
  return new Map(all.map(({ name, value }) => [name, value]));
}

/** Returns the bytes of the page's heap in use after garbage collection. */
export async function heapBytes({ devtools }: Measured): Promise<number> {
  for (let i = 0; i < 3; i++) await devtools.send("HeapProfiler.collectGarbage");
  return (await devtools.send("Runtime.getHeapUsage")).usedSize;
}
