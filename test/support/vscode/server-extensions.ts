import { execFile } from "node:child_process";
import { readFileSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

/** What is needed to run a code-server command that ends by itself. */
export interface ServerCommand {
  node: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
}

/** Installs a .vsix file, the way a user would. */
export async function installPackage(command: ServerCommand, vsix: string): Promise<void> {
  const args = [...command.args, "--install-extension", path.resolve(vsix), "--force"];
  await promisify(execFile)(command.node, args, { env: command.env });
}

/** Uninstalls an extension by its id, the way a user would. */
export async function uninstall(command: ServerCommand, id: string): Promise<void> {
  const args = [...command.args, "--uninstall-extension", id];
  await promisify(execFile)(command.node, args, { env: command.env });
}

/**
 * Makes an unpacked extension count as installed: a link to its folder is enough. A rebuild is picked up by
 * "Developer: Reload Window".
 */
export function linkFolder(extensionsFolder: string, folder: string): void {
  const manifest = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as Record<string, string>;
  const link = path.join(extensionsFolder, `${manifest["publisher"] ?? ""}.${manifest["name"] ?? ""}`);
  rmSync(link, { force: true, recursive: true });
  symlinkSync(path.resolve(folder), link);
  // VS Code looks at the folder itself only when there is no list, and a list may name an earlier version.
  rmSync(path.join(extensionsFolder, "extensions.json"), { force: true });
}
