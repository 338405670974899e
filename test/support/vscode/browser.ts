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
    // Otherwise Playwright would end this whole process on a signal, before other cleanup.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  };
}

/**
 * Opens a headless browser on a profile folder. VS Code's secrets are stored there, so the same profile finds them
 * again.
 */
export async function openBrowser(profile: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, { ...(await launchOptions()), viewport: VIEWPORT });
}

let shared: Promise<Browser> | undefined;

/** Opens a new, empty context in this process's shared browser. The caller closes the context. */
export async function openContext(): Promise<BrowserContext> {
  shared ??= launchOptions().then((options) => chromium.launch(options));
  return (await shared).newContext({ viewport: VIEWPORT });
}

/** Ends the shared browser and with it every context. */
export async function endBrowser(): Promise<void> {
  const browser = await shared;
  shared = undefined;
  await browser?.close();
}

/** Ends the shared browser after the last test. Call this when a test module is loaded. */
export function endBrowserAfterTests(): void {
  after(endBrowser);
}
