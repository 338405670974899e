import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { canInstallDebianPackages, installDebianPackages } from "./debian-packages.ts";
import { findBrowser } from "./find-browser.ts";
import { repositoryRoot } from "./repository.ts";

/**
 * Resolves with the path of a browser of the Chromium family, and first installs one if there is none and that is
 * possible.
 */
export async function requireBrowser(): Promise<string> {
  for (const install of [installNothing, installFromDebian, installFromPlaywright]) {
    // After a failed attempt the next one is tried. The error below tells the user what to do.
    await install().catch(() => undefined);
    const found = findBrowser();
    if (found !== undefined) return found;
  }
  throw new Error("No browser was found: install Chrome, Chromium or Edge, or name one with the variable CHROMIUM.");
}

async function installNothing(): Promise<void> {
  // The first attempt uses a browser that is already installed.
}

async function installFromDebian(): Promise<void> {
  if (canInstallDebianPackages()) await installDebianPackages(["chromium-headless-shell"]);
}

async function installFromPlaywright(): Promise<void> {
  console.log("Fetching Chromium with Playwright.");
  const cli = path.join(repositoryRoot, "node_modules/playwright/cli.js");
  await promisify(execFile)(process.execPath, [cli, "install", "chromium"], { timeout: 300_000 });
}
