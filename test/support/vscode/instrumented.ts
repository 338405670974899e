import { cp, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { copyExtension } from "./copy-extension.ts";
import { repositoryRoot } from "./repository.ts";

/**
 * A folder with the extension as it is built with telemetry, to whatever connection the variable SMCS_TEST_TELEMETRY
 * names. It goes with the temporary files.
 */
export async function instrumentedExtension(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-instrumented-"));
  await copyExtension(folder);
  const built = path.join(repositoryRoot, "out", "instrumented");
  await cp(built, path.join(folder, "dist"), { recursive: true, force: true });
  return folder;
}
