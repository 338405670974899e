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
  /** How its own commands are run, which install and uninstall for it. */
  command: ServerCommand;
  /** Rejects when the server ends by itself or cannot load VS Code; never resolves. */
  failure: Promise<never>;
  /** Everything it has written so far. */
  output: () => string;
  /** Resolves as soon as something it has written matches. */
  printed: (pattern: RegExp) => Promise<void>;
  /** Ends the whole process group and removes what is not kept. */
  stop: () => Promise<void>;
}

/** Starts code-server on 127.0.0.1 and waits until it listens. It ends with this process. */
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

/** Asks the group to end, so that its state gets written. Whoever is still there after five seconds is killed. */
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
