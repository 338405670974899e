import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach } from "node:test";
import { repositoryRoot } from "./vscode/repository.ts";

/** What is kept of a test that failed, each under its file name. */
interface Evidence {
  /** Writes a picture of what was on the screen to a file. */
  readonly picture?: (file: string) => Promise<unknown>;
  readonly texts: Readonly<Record<string, () => string | Promise<string>>>;
}

/** What Node's runner tells a hook about the test that has ended; its types do not say so yet. */
interface EndedTest {
  readonly fullName: string;
  readonly filePath?: string;
  readonly passed: boolean;
  readonly error?: Error | null;
}

/** Folder of the failures' evidence; a run of the gate names one of its own. */
export const failuresFolder = process.env["SMCS_FAILURES"] ?? path.join(repositoryRoot, "test-results", "failures");

/**
 * After each failed test of this suite, keeps what it left, in `test-results/failures/<file>/<test>`. What cannot be had
 * is left out.
 */
export function keepFailures(evidence: () => Evidence): void {
  afterEach(async (context) => {
    const test = context as unknown as EndedTest;
    if (test.passed) return;
    const file = path.basename(test.filePath ?? "", ".test.ts");
    const place = path.join(failuresFolder, file, test.fullName.replaceAll(/[^\p{L}\p{N}]+/gu, "-").slice(0, 120));
    await mkdir(place, { recursive: true });
    const { picture, texts } = evidence();
    await picture?.(path.join(place, "screen.png")).catch(() => undefined);
    const all = { ...texts, "error.txt": () => test.error?.stack ?? "" };
    for (const [name, text] of Object.entries(all))
      await writeFile(path.join(place, name), await Promise.resolve().then(text).catch(String));
    console.log(`What the failed test left: ${place}`);
  });
}
