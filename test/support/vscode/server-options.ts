import { writeFileSync } from "node:fs";
import path from "node:path";
import type { ServerFolders } from "./server-folders.ts";

/** Options of a server. All defaults suit a test. */
export interface ServerOptions {
  /** Folder for user data that is kept. By default all data are removed when the server ends. */
  keep?: string;
  /** Preferred port. Default: a free one. */
  port?: number;
  /** Password of the login page. By default everyone who reaches the port has access. */
  password?: string;
  /** Whether VS Code asks before it trusts a workspace. Default: no. */
  workspaceTrust?: boolean;
  /** Lets the page's address name an unpacked extension and its tests. Hides toasts. Default: no. */
  smokeTestDriver?: boolean;
  /** Ends the server after this many seconds without a connected browser, at least 60. Default: never. */
  idleSeconds?: number;
  /** Extensions to install: .vsix files, or folders with a package.json. */
  extensions?: readonly string[];
  /** Whether all of VS Code's own extensions are present. Default: the few that tests need. */
  allExtensions?: boolean;
  /** Names of VS Code's own extensions to add to those few. */
  ownExtensions?: readonly string[];
  /** Whether VS Code lets extensions send telemetry when the user's setting allows it. Default: no. */
  telemetry?: boolean;
  /** User settings for a first start. */
  settings?: Record<string, unknown>;
  /** Additional environment of the server and its extension host. */
  env?: NodeJS.ProcessEnv;
}

/** Returns the arguments that keep code-server to its own folders. Every code-server command gets them. */
export function folderArguments(folders: ServerFolders): string[] {
  // Without this file, code-server would read the user's.
  const config = path.join(folders.root, "config.yaml");
  writeFileSync(config, "cert: false\n");
  const userData = ["--user-data-dir", folders.userData, "--extensions-dir", folders.extensions];
  return ["--config", config, ...userData, "--session-socket", path.join(folders.runtime, "session.sock")];
}

/**
 * Returns the arguments for serving on 127.0.0.1. The password is not among them, because other users can read
 * arguments.
 */
export function serverArguments(options: ServerOptions, port: number): string[] {
  return [
    ...["--bind-addr", `127.0.0.1:${port}`, "--auth", options.password === undefined ? "none" : "password"],
    ...["--disable-update-check", "--disable-getting-started-override", "--ignore-last-opened"],
    ...(options.telemetry ? [] : ["--disable-telemetry"]),
    ...(options.workspaceTrust ? [] : ["--disable-workspace-trust"]),
    ...(options.smokeTestDriver ? ["--vscode-option", "enable-smoke-test-driver"] : []),
    ...(options.idleSeconds === undefined ? [] : ["--idle-timeout-seconds", String(options.idleSeconds)]),
  ];
}
