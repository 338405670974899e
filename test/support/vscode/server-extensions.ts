import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { globSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { cp, readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { buildOnce } from "./build-once.ts";

/** A code-server command that ends by itself. */
export interface ServerCommand {
  node: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
}

/** Installs a .vsix file as a user would. */
export async function installPackage(command: ServerCommand, vsix: string): Promise<void> {
  const args = [...command.args, "--install-extension", path.resolve(vsix), "--force"];
  await promisify(execFile)(command.node, args, { env: command.env });
}

/** Uninstalls an extension by its id, as a user would. */
export async function uninstall(command: ServerCommand, id: string): Promise<void> {
  const args = [...command.args, "--uninstall-extension", id];
  await promisify(execFile)(command.node, args, { env: command.env });
}

/**
 * Copies the installed form of a .vsix file into a folder of extensions. The file is installed once, in a folder beside
 * it, and copied from there. This is much faster than installing it for each server.
 */
export async function copyInstalled(command: ServerCommand, vsix: string, extensionsFolder: string): Promise<void> {
  const hash = createHash("sha256")
    .update(await readFile(vsix))
    .digest("hex")
    .slice(0, 16);
  const all = path.join(path.dirname(vsix), `installed-${hash}`);
  await buildOnce(all, (building) =>
    installPackage({ ...command, args: [...command.args, "--extensions-dir", building] }, vsix),
  );
  const [manifest] = globSync("*/package.json", { cwd: all });
  if (manifest === undefined) throw new Error(`${vsix} was not installed.`);
  const name = path.dirname(manifest);
  await cp(path.join(all, name), path.join(extensionsFolder, name), { recursive: true });
}

/** Installs an unpacked extension by a link to its folder. "Developer: Reload Window" loads a rebuilt extension. */
export function linkFolder(extensionsFolder: string, folder: string): void {
  const manifest = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as Record<string, string>;
  const link = path.join(extensionsFolder, `${manifest["publisher"] ?? ""}.${manifest["name"] ?? ""}`);
  rmSync(link, { force: true, recursive: true });
  symlinkSync(path.resolve(folder), link);
  // VS Code reads the folder itself only when there is no list, and a list may name an earlier version.
  rmSync(path.join(extensionsFolder, "extensions.json"), { force: true });
}
