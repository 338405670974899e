import { cp, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { copyExtension } from "./copy-extension.ts";
import { repositoryRoot } from "./repository.ts";

/**
 * Resolves with a folder of the extension as built with telemetry, which goes to the connection in the variable
 * SMCS_TEST_TELEMETRY. The folder is removed with the temporary files.
 */
export async function instrumentedExtension(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-instrumented-"));
  await copyExtension(folder);
  const built = path.join(repositoryRoot, "out", "instrumented");
  await cp(built, path.join(folder, "dist"), { recursive: true, force: true });
  return folder;
}
