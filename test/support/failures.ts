import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach } from "node:test";
import { repositoryRoot } from "./vscode/repository.ts";

/** The evidence of a failed test, each part under its file name. */
export interface Evidence {
  /** Writes a picture of the screen to a file. */
  readonly picture?: (file: string) => Promise<unknown>;
  readonly texts: Readonly<Record<string, () => string | Promise<string>>>;
  /** A few lines for the failure's message, which are the only evidence of a run on another machine. */
  readonly seen?: () => Promise<string>;
}

/** The data that Node's runner passes to a hook about the ended test, which its types do not contain yet. */
interface EndedTest {
  readonly fullName: string;
  readonly filePath?: string;
  readonly passed: boolean;
  readonly error?: (Error & { readonly cause?: unknown }) | null;
}

/** Folder of the failures' evidence; a run of the gate names one of its own. */
export const failuresFolder = process.env["SMCS_FAILURES"] ?? path.join(repositoryRoot, "test-results", "failures");

/**
 * Stores the evidence of a failed test of a file, or of a suite that could not begin, in
 * `test-results/failures/<file>/<name>`. Evidence that cannot be collected is replaced by the reason.
 */
export async function keepFailure(file: string, name: string, { picture, texts }: Evidence): Promise<void> {
  const folder = path.basename(file, ".test.ts");
  const place = path.join(failuresFolder, folder, name.replaceAll(/[^\p{L}\p{N}]+/gu, "-").slice(0, 120));
  await mkdir(place, { recursive: true });
  await picture?.(path.join(place, "screen.png")).catch(() => undefined);
  for (const [one, text] of Object.entries(texts))
    await writeFile(path.join(place, one), await Promise.resolve().then(text).catch(String));
  console.log(`What the failed test left: ${place}`);
}

/** Stores the evidence after each failed test of this suite. */
export function keepFailures(evidence: () => Evidence): void {
  afterEach(async (context) => {
    const { passed, filePath = "", fullName, error } = context as unknown as EndedTest;
    if (passed) return;
    const { texts, seen, ...others } = evidence();
    const { cause = error } = error ?? {};
    // The runner reports the same error after its hooks.
    if (seen !== undefined && cause instanceof Error)
      cause.stack = `${cause.stack ?? cause.message}\n${await seen().catch(String)}`;
    await keepFailure(filePath, fullName, { ...others, texts: { ...texts, "error.txt": () => error?.stack ?? "" } });
  });
}
