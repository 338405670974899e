/** `npm start`: opens VS Code with the extension from this repository, on the desktop if possible, else in the browser. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import { exampleWorkspace } from "./example-workspace.ts";
import { findDesktopCode, hasDisplay } from "./find-desktop-code.ts";
import { repositoryRoot } from "./repository.ts";
import { serveInBrowser } from "./serve-in-browser.ts";

/** Asks the extension for its demo models as long as no endpoint is configured. */
const demo = { SMCS_DEMO_IF_EMPTY: "1" };

/** Starts `code` on its own: it outlives this process, as a window does that was opened by hand. */
async function openOnDesktop(code: string, extension: string, folder: string): Promise<void> {
  const args = [`--extensionDevelopmentPath=${extension}`, "--new-window", folder];
  const child = spawn(code, args, { detached: true, stdio: "ignore", env: { ...process.env, ...demo } });
  await once(child, "spawn");
  child.unref();
  console.log(`VS Code opens in a new window with the extension from ${extension}.`);
  console.log("F1, SMCS: Ask a Coding Question shows the panel if it is closed. Close the window to end.");
}

/** Runs the extension from a folder until the user has had enough. */
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
