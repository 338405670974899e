import { cp, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { repositoryRoot } from "./repository.ts";

const BUILT = ["package.json", "package.nls.json", "l10n", "telemetry.json", "media", "starter-bank", "dist"];

/**
 * A folder with the extension as it is built with telemetry, to whatever connection the variable SMCS_TEST_TELEMETRY
 * names. It goes with the temporary files.
 */
export async function instrumentedExtension(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-instrumented-"));
  for (const name of BUILT) await cp(path.join(repositoryRoot, name), path.join(folder, name), { recursive: true });
  const built = path.join(repositoryRoot, "out", "instrumented");
  await cp(built, path.join(folder, "dist"), { recursive: true, force: true });
  return folder;
}
