import path from "node:path";
import type { ServerFolders } from "./server-folders.ts";

/** Variables that would make the server behave as part of an outer VS Code, npm or code-server. */
const foreign = /^(VSCODE_|ELECTRON_|CODE_SERVER|npm_|NODE_OPTIONS$|PORT$|PASSWORD$|HASHED_PASSWORD$)/i;

/** Returns the environment of a server and its extension host: the user's environment with the server's own folders. */
export function serverEnvironment(folders: ServerFolders, extra: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return {
    ...Object.fromEntries(inherited),
    HOME: folders.home,
    XDG_CONFIG_HOME: path.join(folders.home, ".config"),
    XDG_DATA_HOME: path.join(folders.home, ".local/share"),
    XDG_STATE_HOME: path.join(folders.home, ".local/state"),
    XDG_CACHE_HOME: path.join(folders.home, ".cache"),
    XDG_RUNTIME_DIR: folders.runtime,
    TMPDIR: folders.runtime,
    ...extra,
  };
}
