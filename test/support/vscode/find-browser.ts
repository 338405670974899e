import { existsSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { chromium } from "playwright";
import { findOnPath } from "./find-on-path.ts";

/** The browser without windows comes first, because it uses a fifth less processor time. */
const linuxNames = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
  "microsoft-edge-stable",
];
const macApplications = [
  "Google Chrome.app/Contents/MacOS/Google Chrome",
  "Chromium.app/Contents/MacOS/Chromium",
  "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];
const windowsPrograms = [
  "Google/Chrome/Application/chrome.exe",
  "Chromium/Application/chrome.exe",
  "Microsoft/Edge/Application/msedge.exe",
];

/**
 * Returns the path of a browser of the Chromium family: the one that `CHROMIUM` names, an installed one, or one that
 * Playwright downloaded.
 */
export function findBrowser(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const chosen = env["CHROMIUM"];
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new Error(`The environment variable CHROMIUM names ${chosen}, which does not exist.`);
  }
  return usualPlaces(env).find((candidate) => existsSync(candidate));
}

function usualPlaces(env: NodeJS.ProcessEnv): string[] {
  const fetched = chromium.executablePath();
  switch (process.platform) {
    case "darwin":
      return [...macFolders().flatMap((folder) => macApplications.map((name) => path.join(folder, name))), fetched];
    case "win32": {
      const roots = [env["PROGRAMFILES"], env["PROGRAMFILES(X86)"], env["LOCALAPPDATA"]].filter(
        (root) => root !== undefined,
      );
      return [...roots.flatMap((root) => windowsPrograms.map((name) => path.join(root, name))), fetched];
    }
    default:
      return [...linuxNames.flatMap((name) => findOnPath(name, env)), fetched];
  }
}

function macFolders(): string[] {
  return ["/Applications", path.join(homedir(), "Applications")];
}
