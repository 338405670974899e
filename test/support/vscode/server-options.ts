import { writeFileSync } from "node:fs";
import path from "node:path";
import type { ServerFolders } from "./server-folders.ts";

/** How to start a server; everything has a default that suits a test. */
export interface ServerOptions {
  /** Folder for user data that is kept; without it all data goes when the server ends. */
  keep?: string;
  /** Preferred port, default: a free one. */
  port?: number;
  /** Asked for by a login page; without it whoever reaches the port is let in. */
  password?: string;
  /** Whether VS Code asks before it trusts a workspace, default: no. */
  workspaceTrust?: boolean;
  /** Lets the page's address name an unpacked extension and its tests. Hides toasts. Default: no. */
  smokeTestDriver?: boolean;
  /** Ends the server when no browser has been connected for this time, default: never. At least 60. */
  idleSeconds?: number;
  /** Extensions to have installed: .vsix files, or folders with a package.json. */
  extensions?: readonly string[];
  /** Whether all of VS Code's own extensions are there, default: the few that tests need. */
  allExtensions?: boolean;
  /** Names of VS Code's own extensions that are wanted besides the few. */
  ownExtensions?: readonly string[];
  /** Whether VS Code lets extensions send telemetry where the user's setting allows it, default: no. */
  telemetry?: boolean;
  /** User settings for a first start. */
  settings?: Record<string, unknown>;
  /** Additional environment of the server and its extension host. */
  env?: NodeJS.ProcessEnv;
}

/** Arguments that keep code-server to its own folders. They go with every one of its commands. */
export function folderArguments(folders: ServerFolders): string[] {
  // Without a file of our own, code-server would read the user's.
  const config = path.join(folders.root, "config.yaml");
  writeFileSync(config, "cert: false\n");
  const userData = ["--user-data-dir", folders.userData, "--extensions-dir", folders.extensions];
  return ["--config", config, ...userData, "--session-socket", path.join(folders.runtime, "session.sock")];
}

/** Arguments for serving on 127.0.0.1. The password is not among them: others could read it there. */
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
