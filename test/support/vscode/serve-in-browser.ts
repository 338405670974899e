import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { cacheFolder } from "./repository.ts";
import { startServer } from "./server.ts";
import { workbenchUrl } from "./workbench-url.ts";

/** What to show in the browser. */
export interface Served {
  /** Folder of the built extension. */
  extension: string;
  /** The workspace. */
  folder: string;
  /** Additional environment of the extension host. */
  env: NodeJS.ProcessEnv;
}

/**
 * Serves VS Code with the extension until a signal ends it. A password protects it, because every visitor has a
 * terminal on this machine. User data stays between starts.
 */
export async function serveInBrowser({ extension, folder, env }: Served): Promise<void> {
  const keep = path.join(cacheFolder, "start");
  const password = randomBytes(12).toString("base64url");
  const server = await startServer({
    keep,
    port: preferredPort(keep),
    password,
    workspaceTrust: true,
    allExtensions: true,
    extensions: [extension],
    env,
  });
  writeFileSync(portFile(keep), String(server.port));
  console.log(`VS Code with the extension: ${workbenchUrl(server.port, { folder })}`);
  console.log(`Password, for this start:   ${password}`);
  console.log(
    "Open the address in a browser on this computer. F1, SMCS: Ask a Coding Question shows the panel if it is closed.",
  );
  console.log("Ctrl+C ends it; keys and chats are kept.");
  const signal = nextSignal();
  try {
    process.exitCode = 128 + constants.signals[await Promise.race([signal, server.failure])];
  } finally {
    await server.stop();
  }
}

/**
 * Returns the preferred port. The browser keeps secrets and view state per port, so the last port is reused if
 * possible.
 */
function preferredPort(keep: string): number {
  const chosen = process.env["PORT"];
  if (chosen !== undefined) return Number(chosen);
  return existsSync(portFile(keep)) ? Number(readFileSync(portFile(keep), "utf8")) : 0;
}

function portFile(keep: string): string {
  mkdirSync(keep, { recursive: true });
  return path.join(keep, "port");
}

/** Resolves with the next signal. A second signal has no handler any more, so it kills the process. */
function nextSignal(): Promise<"SIGINT" | "SIGTERM" | "SIGHUP"> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, resolve);
  });
}
