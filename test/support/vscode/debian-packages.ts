import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";

/** Returns whether this process may install packages with apt-get. */
export function canInstallDebianPackages(): boolean {
  return process.platform === "linux" && existsSync("/etc/debian_version") && process.getuid?.() === 0;
}

/** Installs Debian packages without prompts and without recommended packages. */
export async function installDebianPackages(names: readonly string[]): Promise<void> {
  console.log(`Installing ${names.join(", ")} with apt-get.`);
  const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }, maxBuffer: 64 * 1024 * 1024 };
  await promisify(execFile)("apt-get", ["update"], options);
  await promisify(execFile)("apt-get", ["install", "-y", "--no-install-recommends", ...names], options);
}
