import { execFile } from "node:child_process";
import { rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { buildOnce } from "./build-once.ts";
import { node24 } from "./node24.ts";
import { npmEnvironment } from "./npm-environment.ts";
import { cacheFolder } from "./repository.ts";

const version = "4.139.1";

/** Built-in parts that need an account and take much space. */
const unneeded = [
  "node_modules/@github",
  "node_modules/@microsoft/mxc-sdk",
  "extensions/copilot",
  "extensions/mermaid-markdown-features",
  "extensions/microsoft-authentication",
  "extensions/github-authentication",
  "extensions/github",
];

/** The extensions of VS Code that tests leave: what colours and understands the languages that they use. */
const fewExtensions = [
  "configuration-editing",
  "java",
  "javascript",
  "json",
  "json-language-features",
  "markdown-basics",
  // What the others share.
  "node_modules",
  "python",
  "theme-defaults",
  "theme-seti",
  "typescript-basics",
  "typescript-language-features",
];

/** The entry file of code-server, which is installed below `parent` first when it is not there yet. */
export async function requireCodeServer(parent = cacheFolder): Promise<string> {
  if (process.platform === "win32") {
    throw new Error("code-server does not run on Windows: install VS Code, or use WSL.");
  }
  const installed = path.join(parent, `code-server-${version}`);
  await buildOnce(installed, install);
  return path.join(installed, "node_modules/code-server/out/node/entry.js");
}

/**
 * A folder with few of VS Code's own extensions: a window that loads all of them takes twice as long to open.
 *
 * @param besides names of more that are wanted
 */
export async function requireFewExtensions(besides: readonly string[] = []): Promise<string> {
  const own = path.resolve(await requireCodeServer(), "../../../lib/vscode/extensions");
  const folder = path.join(cacheFolder, ["few-extensions", version, ...besides].join("-"));
  await buildOnce(folder, async (building) => {
    for (const name of [...fewExtensions, ...besides]) await symlink(path.join(own, name), path.join(building, name));
  });
  return folder;
}

async function install(folder: string): Promise<void> {
  console.log(`Installing code-server ${version} once (330 MB, about half a minute).`);
  await writeFile(path.join(folder, "package.json"), '{ "private": true }\n');
  await npmInstall(folder, [`code-server@${version}`]);
  const vscode = path.join(folder, "node_modules/code-server/lib/vscode");
  await npmInstall(vscode, ["--omit=dev"]);
  await npmInstall(path.join(vscode, "extensions"), ["--omit=dev"]);
  await Promise.all(unneeded.map((name) => rm(path.join(vscode, name), { recursive: true, force: true })));
}

/** Install scripts would compile native modules; VS Code gets by without them and only mentions it in its log. */
async function npmInstall(cwd: string, args: string[]): Promise<void> {
  const env = npmEnvironment(process.env);
  env["PATH"] = `${path.dirname(node24())}${path.delimiter}${env["PATH"] ?? ""}`;
  const flags = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  await promisify(execFile)("npm", [...flags, ...args], { cwd, env, maxBuffer: 64 * 1024 * 1024 });
}
