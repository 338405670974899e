import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runTests } from "@vscode/test-electron";
import { chooseEditor } from "./choose-editor.ts";
import { readHostTestResult, type HostTestResult } from "./host-test-result.ts";
import { repositoryRoot } from "./repository.ts";

/** What to test; the defaults are this repository's. */
export interface HostTestOptions {
  /** Folder of the built extension. */
  extension?: string;
  /** Folders of other extensions, default: the one that watches connections. */
  besides?: readonly string[];
  /** Bundle whose `run()` runs the tests, default: `out/host/index.cjs` of the extension. */
  tests?: string;
  /** Additional environment of the extension host. */
  env?: Record<string, string>;
}

/** Runs the tests of the extension host in a real VS Code. Rejects if they do not get as far as a result. */
export async function runHostTests(options: HostTestOptions = {}): Promise<HostTestResult> {
  const extension = options.extension ?? repositoryRoot;
  const tests = options.tests ?? path.join(extension, "out/host/index.cjs");
  if (!existsSync(tests)) throw new Error(`${tests} is missing: build the tests first.`);
  const besides = options.besides ?? [path.join(import.meta.dirname, "connection-watch")];
  const editor = await chooseEditor();
  console.log(`Running the host tests in ${editor.name}.`);

  // A fresh profile for each run. VS Code puts sockets there, so the path must be short.
  const temporary = mkdtempSync(path.join(tmpdir(), "smcs-host-"));
  const workspace = path.join(temporary, "workspace");
  mkdirSync(workspace);
  const resultFile = path.join(temporary, "result.json");
  const profile = ["user-data", "extensions"].map((name) => `--${name}-dir=${path.join(temporary, name)}`);
  try {
    const editorEnd = await runTests({
      ...editor.executable,
      extensionDevelopmentPath: [extension, ...besides],
      extensionTestsPath: tests,
      extensionTestsEnv: { ...options.env, SMCS_TEST_RESULT: resultFile },
      launchArgs: [...editor.leadingArgs, workspace, ...profile],
    }).then(() => "success", String);
    const result = readHostTestResult(resultFile);
    if (editorEnd !== "success" && result.failed === 0) {
      throw new Error(`All host tests passed, but then VS Code ended badly: ${editorEnd}`);
    }
    return result;
  } finally {
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  }
}

if (import.meta.main) {
  try {
    const { passed, failed, failures } = await runHostTests();
    for (const { title, message } of failures) console.error(`\nFAILED ${title}\n${message}`);
    console.log(`host: ${passed} passed, ${failed} failed`);
    if (failed > 0) process.exitCode = 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
