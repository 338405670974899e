import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Folders that a server and its browser write to, separate from the user's. */
export interface ServerFolders {
  /** Contains all other folders except `runtime`. */
  root: string;
  home: string;
  userData: string;
  extensions: string;
  workspace: string;
  browserProfile: string;
  /** For temporary files and sockets, whose paths must be short. Removed when the server ends. */
  runtime: string;
  /** Removes the folders that are not kept. */
  remove: () => void;
}

/** Settings for a quiet start. A caller's settings override them. */
const quietSettings = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "telemetry.telemetryLevel": "off",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  // Else the editor forwards every port that a process of this machine opens, and tells of it from the 20th on.
  "remote.autoForwardPorts": false,
  // Animations take a fifth of a window's processor time. Only the window of `first-minutes` has them.
  "workbench.reduceMotion": "on",
};

/** Creates the folders below `kept`, or in a temporary folder that is removed at the end. */
export function createServerFolders(kept?: string, settings: Record<string, unknown> = {}): ServerFolders {
  const runtime = mkdtempSync(path.join(tmpdir(), "smcs-"));
  const root = kept ?? path.join(runtime, "server");
  const folders = {
    root,
    home: path.join(root, "home"),
    userData: path.join(root, "user-data"),
    extensions: path.join(root, "extensions"),
    workspace: path.join(root, "workspace"),
    browserProfile: path.join(root, "browser-profile"),
    runtime,
  };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  writeSettingsOnce(path.join(folders.userData, "User"), { ...quietSettings, ...settings });
  const remove = () => {
    rmSync(runtime, { recursive: true, force: true, maxRetries: 5 });
  };
  return { ...folders, remove };
}

/** Keeps an existing settings file, because the user may have changed it. */
function writeSettingsOnce(folder: string, settings: Record<string, unknown>): void {
  const file = path.join(folder, "settings.json");
  if (existsSync(file)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(settings, undefined, 2));
}
