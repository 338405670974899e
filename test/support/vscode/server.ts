import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { requireCodeServer, requireFewExtensions } from "./code-server-install.ts";
import { freePort } from "./free-port.ts";
import { node24 } from "./node24.ts";
import { killGroup } from "./process-end.ts";
import { folderArguments, serverArguments, type ServerOptions } from "./server-options.ts";
import { serverEnvironment } from "./server-environment.ts";
import { copyInstalled, linkFolder, type ServerCommand } from "./server-extensions.ts";
import { createServerFolders, type ServerFolders } from "./server-folders.ts";
import { watchOutput } from "./server-output.ts";

/** A running VS Code server. */
export interface Server {
  port: number;
  folders: ServerFolders;
  /** The server's own command, which installs and uninstalls extensions. */
  command: ServerCommand;
  /** Rejects when the server ends by itself or cannot load VS Code. Never resolves. */
  failure: Promise<never>;
  /** Returns the whole output so far. */
  output: () => string;
  /** Resolves once the output matches the pattern. */
  printed: (pattern: RegExp) => Promise<void>;
  /** Ends the whole process group and removes the folders that are not kept. */
  stop: () => Promise<void>;
}

/** Starts code-server on 127.0.0.1 and waits until it listens. The server ends with this process. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const entry = await requireCodeServer();
  const folders = createServerFolders(options.keep, options.settings);
  const env = serverEnvironment(folders, { ...options.env, PASSWORD: options.password });
  const node = node24();
  const common = [entry, ...folderArguments(folders)];
  const command = { node, args: common, env };
  for (const extension of options.extensions ?? []) {
    if (extension.endsWith(".vsix")) await copyInstalled(command, extension, folders.extensions);
    else linkFolder(folders.extensions, extension);
  }
  const builtIn = options.allExtensions
    ? []
    : ["--builtin-extensions-dir", await requireFewExtensions(options.ownExtensions)];
  const port = await freePort(options.port);
  const watch = pathToFileURL(path.join(import.meta.dirname, "end-with-parent.ts")).href;
  const args = ["--import", watch, ...common, ...builtIn, ...serverArguments(options, port)];
  const child = spawn(node, args, { env, cwd: folders.root, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const kill = () => {
    if (child.pid !== undefined) killGroup(child.pid, "SIGKILL");
    folders.remove();
  };
  process.once("exit", kill);
  const stop = async () => {
    await endGently(child);
    process.off("exit", kill);
    kill();
  };
  const watched = watchOutput(child);
  try {
    await Promise.race([watched.ready, watched.failure]);
  } catch (error) {
    await stop();
    throw error;
  }
  const { failure, output, printed } = watched;
  return { port, folders, command, failure, output, printed, stop };
}

/** Ends the group gently, so its state is saved. Processes that are still running after five seconds are killed. */
async function endGently(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const { pid } = child;
  const gone = once(child, "exit");
  killGroup(pid, "SIGTERM");
  const impatience = setTimeout(() => {
    killGroup(pid, "SIGKILL");
  }, 5000);
  await gone;
  clearTimeout(impatience);
}
