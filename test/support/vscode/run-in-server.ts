import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { format } from "node:util";
import type { Page } from "playwright";
import { failuresFolder } from "../failures.ts";
import { openBrowser } from "./browser.ts";
import { Deferred } from "./deferred.ts";
import { extensionLog } from "./extension-log.ts";
import { startServer, type Server } from "./server.ts";
import { workbenchUrl } from "./workbench-url.ts";

/** Absolute paths of the extensions, tests and workspace to run. */
export interface HostRun {
  extension: string;
  /** Other extensions. They count as installed, because a page's address can name only one. */
  besides: readonly string[];
  /** Module whose `run()` the extension host calls. */
  tests: string;
  /** The workspace. Default: an empty folder. */
  folder: string | undefined;
}

const runLimit = 300_000;
const hostDied = /Extension Host Process exited with code: (?!0, signal: null)/;
/** Log lines of the workbench itself; the other lines come from the extension host. */
const chatter = new RegExp(
  [
    "^Resolv(ing|ed) connection token",
    "^Creating a socket",
    "^Updating additional builtin",
    "^Failed to fetch",
    "^Connection error: Unknown reconnection token",
    "open-vsx\\.org",
    "authentication provider 'github'",
    "^\\[(remote-connection|reconnection-grace-time|AgentHost|ChatModelSelection|DefaultAccount|chat-stt|Service Worker|AccountPolicyGate)\\b",
    // Native modules are left out, see code-server-install.ts.
    "^Error: Could not locate the bindings file",
    "^Cannot find module './build/Release/watchdog'",
  ].join("|"),
);

/** Runs the tests in the extension host of a new server, prints their output and resolves with their exit code. */
export async function runInServer({ extension, besides, tests, folder }: HostRun): Promise<number> {
  // VS Code's own git supplies the changed files.
  const ownExtensions = ["git", "git-base"];
  const server = await startServer({ extensions: besides, ownExtensions, smokeTestDriver: true, idleSeconds: 90 });
  try {
    const browser = await openBrowser(server.folders.browserProfile);
    try {
      const page = browser.pages()[0] ?? (await browser.newPage());
      const broken = rejectWhenBroken(page, server);
      // The workbench calls these two functions if the page has them.
      await page.exposeFunction("codeAutomationLog", repeat);
      const exitCode = new Deferred<number>();
      await page.exposeFunction("codeAutomationExit", exitCode.resolve);
      const content = { folder: folder ?? server.folders.workspace, developedExtension: extension, tests };
      await page.goto(workbenchUrl(server.port, content));
      const code = await Promise.race([exitCode.promise, broken]).catch(async (error: unknown) => {
        await keepEvidence(page, server);
        throw error;
      });
      if (code !== 0) await keepEvidence(page, server);
      return code;
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

/** Keeps the evidence of failed tests, as far as it is available. */
async function keepEvidence(page: Page, server: Server): Promise<void> {
  const place = path.join(failuresFolder, "host");
  await mkdir(place, { recursive: true });
  await page.screenshot({ path: path.join(place, "screen-at-the-end.png"), timeout: 5_000 }).catch(() => undefined);
  await writeFile(path.join(place, "server.txt"), server.output());
  await writeFile(path.join(place, "extension-log.txt"), await extensionLog(server.folders.userData));
}

function repeat(_severity: string, args: unknown[]): void {
  const line = format(...args);
  if (!chatter.test(line)) console.log(line);
}

/** Rejects once no exit code can arrive any more. Never resolves. */
function rejectWhenBroken(page: Page, server: Server): Promise<never> {
  const broken = new Deferred<never>();
  const rejectBecause = (message: string) => () => {
    broken.reject(new Error(message));
  };
  page.once("crash", rejectBecause("The browser page crashed."));
  page.once("close", rejectBecause("The browser page was closed."));
  server.failure.catch(broken.reject);
  void server.printed(hostDied).then(rejectBecause("The extension host died."));
  setTimeout(rejectBecause(`The tests did not end within ${runLimit / 1000} s.`), runLimit).unref();
  return broken.promise;
}
