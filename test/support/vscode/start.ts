/**
 * `npm start`: opens VS Code with the extension from this repository, on the desktop if possible, or else in the
 * browser.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import { exampleWorkspace } from "./example-workspace.ts";
import { findDesktopCode, hasDisplay } from "./find-desktop-code.ts";
import { repositoryRoot } from "./repository.ts";
import { serveInBrowser } from "./serve-in-browser.ts";

/** Makes the extension use its demo models while no endpoint is configured. */
const demo = { SMCS_DEMO_IF_EMPTY: "1" };

/** Starts `code` as an independent process. Like a window that was opened by hand, it outlives this process. */
async function openOnDesktop(code: string, extension: string, folder: string): Promise<void> {
  const args = [`--extensionDevelopmentPath=${extension}`, "--new-window", folder];
  const child = spawn(code, args, { detached: true, stdio: "ignore", env: { ...process.env, ...demo } });
  await once(child, "spawn");
  child.unref();
  console.log(`VS Code opens in a new window with the extension from ${extension}.`);
  console.log("F1, SMCS: Ask a Coding Question shows the panel if it is closed. Close the window to end.");
}

/** Runs the extension from a folder until the user ends it. */
async function start(extension: string): Promise<void> {
  if (!existsSync(path.join(extension, "dist")))
    throw new Error("The extension is not built yet: run `npm run build`.");
  const folder = exampleWorkspace();
  // As root, desktop VS Code refuses to start without its sandbox.
  const code = hasDisplay() && process.getuid?.() !== 0 ? findDesktopCode() : undefined;
  if (code !== undefined) await openOnDesktop(code, extension, folder);
  else await serveInBrowser({ extension, folder, env: demo });
}

try {
  await start(path.resolve(process.argv[2] ?? repositoryRoot));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
