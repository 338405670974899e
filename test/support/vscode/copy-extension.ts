import { cp } from "node:fs/promises";
import path from "node:path";
import { repositoryRoot } from "./repository.ts";

const BUILT = ["package.json", "package.nls.json", "l10n", "telemetry.json", "media", "starter-bank", "dist"];

/** Copies the built extension into a folder, where a test can change it. */
export async function copyExtension(folder: string): Promise<void> {
  for (const name of BUILT) await cp(path.join(repositoryRoot, name), path.join(folder, name), { recursive: true });
}
