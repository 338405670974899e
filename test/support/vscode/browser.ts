import { after } from "node:test";
import { type Browser, type BrowserContext, chromium, type LaunchOptions } from "playwright";
import { requireBrowser } from "./require-browser.ts";

const quietFlags = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

const VIEWPORT = { width: 1280, height: 800 };

async function launchOptions(): Promise<LaunchOptions> {
  const isRoot = process.getuid?.() === 0;
  return {
    executablePath: await requireBrowser(),
    headless: true,
    // Chromium's sandbox refuses to start for root.
    args: isRoot ? [...quietFlags, "--no-sandbox"] : quietFlags,
    // Playwright would end this whole process on a signal before anything else is put away.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  };
}

/** Opens a headless browser on a profile folder. VS Code's secrets live there: the same profile finds them again. */
export async function openBrowser(profile: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, { ...(await launchOptions()), viewport: VIEWPORT });
}

let shared: Promise<Browser> | undefined;

/**
 * Opens a context of its own, with nothing stored yet, in the one browser of this process. The caller closes the context.
 */
export async function openContext(): Promise<BrowserContext> {
  shared ??= launchOptions().then((options) => chromium.launch(options));
  return (await shared).newContext({ viewport: VIEWPORT });
}

/** Ends the browser of this process, and with it every context. */
export async function endBrowser(): Promise<void> {
  const browser = await shared;
  shared = undefined;
  await browser?.close();
}

/** Ends the browser of this process after its last test. To be called where a module of tests is loaded. */
export function endBrowserAfterTests(): void {
  after(endBrowser);
}
