import { existsSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { findOnPath } from "./find-on-path.ts";

/**
 * Returns the application of an installed desktop VS Code, found through the `code` script on `PATH` or in the
 * installers' folders. A test run must start the application itself, because the script returns at once.
 */
export function findDesktopCode(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return commandLineScripts(env).flatMap(applicationsBehind).find(existsSync);
}

/** Returns whether this machine can show a window. */
export function hasDisplay(env: NodeJS.ProcessEnv = process.env): boolean {
  return process.platform !== "linux" || Boolean(env["DISPLAY"]) || Boolean(env["WAYLAND_DISPLAY"]);
}

function commandLineScripts(env: NodeJS.ProcessEnv): string[] {
  switch (process.platform) {
    case "darwin": {
      const inBundle = "Visual Studio Code.app/Contents/Resources/app/bin/code";
      const folders = ["/Applications", path.join(homedir(), "Applications")];
      return [...findOnPath("code", env), ...folders.map((folder) => path.join(folder, inBundle))];
    }
    case "win32": {
      const programs = [path.join(env["LOCALAPPDATA"] ?? "", "Programs"), env["PROGRAMFILES"] ?? ""];
      return [
        ...findOnPath("code.cmd", env),
        ...programs.map((root) => path.join(root, "Microsoft VS Code/bin/code.cmd")),
      ];
    }
    default:
      return [...findOnPath("code", env), "/snap/code/current/usr/share/code/bin/code"];
  }
}

/**
 * Returns the possible paths of a `code` script's application. The `code` in the terminal of a remote VS Code has no
 * application next to it. The one that WSL sees on the Windows side cannot load an extension from a Linux path.
 */
function applicationsBehind(script: string): string[] {
  if (!existsSync(script) || script.startsWith("/mnt/")) return [];
  const bin = path.dirname(realpathSync(script));
  switch (process.platform) {
    case "darwin":
      return [path.join(bin, "../../../MacOS/Code"), path.join(bin, "../../../MacOS/Electron")];
    case "win32":
      return [path.join(bin, "../Code.exe")];
    default:
      return [path.join(bin, "../code")];
  }
}
