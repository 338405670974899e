import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { buildOnce } from "./build-once.ts";
import { node24 } from "./node24.ts";
import { npmEnvironment } from "./npm-environment.ts";
import { cacheFolder } from "./repository.ts";

const version = "4.139.1";

/** Built-in parts that need an account and much space. */
const unneeded = [
  "node_modules/@github",
  "node_modules/@microsoft/mxc-sdk",
  "extensions/copilot",
  "extensions/mermaid-markdown-features",
  "extensions/microsoft-authentication",
  "extensions/github-authentication",
  "extensions/github",
];

/** The extensions of VS Code that tests keep: syntax colours and language support for the languages in the tests. */
const fewExtensions = [
  "configuration-editing",
  "java",
  "javascript",
  "json",
  "json-language-features",
  "markdown-basics",
  // Modules that the others share.
  "node_modules",
  "python",
  "theme-defaults",
  "theme-seti",
  "typescript-basics",
  "typescript-language-features",
];

/** Resolves with the entry file of code-server, and first installs code-server below `parent` if it is missing. */
export async function requireCodeServer(parent = cacheFolder): Promise<string> {
  if (process.platform === "win32") {
    throw new Error("code-server does not run on Windows: install VS Code, or use WSL.");
  }
  const installed = path.join(parent, `code-server-${version}`);
  await buildOnce(installed, install);
  return path.join(installed, "node_modules/code-server/out/node/entry.js");
}

/**
 * Resolves with a folder of few of VS Code's own extensions: a window that loads all of them takes twice as long to
 * open.
 * @param besides names of further extensions
 */
export async function requireFewExtensions(besides: readonly string[] = []): Promise<string> {
  const own = path.resolve(await requireCodeServer(), "../../../lib/vscode/extensions");
  const names = [...fewExtensions, ...besides];
  const listed = createHash("sha256").update(names.join("\n")).digest("hex").slice(0, 8);
  const folder = path.join(cacheFolder, `few-extensions-${version}-${listed}`);
  await buildOnce(folder, async (building) => {
    // Relative, so that the links still lead somewhere when the repository was moved or copied.
    for (const name of names) await symlink(path.join(path.relative(building, own), name), path.join(building, name));
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

/**
 * Runs npm without install scripts, which would compile native modules. VS Code works without those modules and only
 * mentions them in its log.
 */
async function npmInstall(cwd: string, args: string[]): Promise<void> {
  const env = npmEnvironment(process.env);
  env["PATH"] = `${path.dirname(node24())}${path.delimiter}${env["PATH"] ?? ""}`;
  const flags = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  await promisify(execFile)("npm", [...flags, ...args], { cwd, env, maxBuffer: 64 * 1024 * 1024 });
}
