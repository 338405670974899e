import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { runTests } from "@vscode/test-electron";
import { failuresFolder } from "../failures.ts";
import { chooseEditor } from "./choose-editor.ts";
import { extensionLog } from "./extension-log.ts";
import { readHostTestResult, type HostTestResult } from "./host-test-result.ts";
import { repositoryRoot } from "./repository.ts";

/** What to test. By default, this repository's extension and tests. */
export interface HostTestOptions {
  /** Folder of the built extension. */
  extension?: string;
  /** Folders of other extensions. Default: the extension that watches connections. */
  besides?: readonly string[];
  /** Bundle whose `run()` runs the tests. Default: `out/host/index.cjs` of the extension. */
  tests?: string;
  /** Test files of `test/host` to run. Default: all. */
  files?: readonly string[];
  /** Additional environment of the extension host. */
  env?: Record<string, string>;
}

/** Runs the tests of the extension host in a real VS Code. Rejects if there is no result. */
export async function runHostTests(options: HostTestOptions = {}): Promise<HostTestResult> {
  const extension = options.extension ?? repositoryRoot;
  const tests = options.tests ?? path.join(extension, "out/host/index.cjs");
  if (!existsSync(tests)) throw new Error(`${tests} is missing: build the tests first.`);
  const lines = process.env["SMCS_TEST_LINES"];
  const besides = options.besides ?? [path.join(import.meta.dirname, "connection-watch")];
  const editor = await chooseEditor();
  console.log(`Running the host tests in ${editor.name}.`);

  // A fresh profile for each run. VS Code puts sockets into this folder, so the path must be short.
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
      extensionTestsEnv: {
        // The demo models answer at once. The browser tests check their human pace.
        SMCS_DEMO_INSTANT: "1",
        ...(options.files && { SMCS_TEST_FILES: options.files.map((file) => path.basename(file)).join(",") }),
        ...(lines !== undefined && { SMCS_TEST_LINES: path.resolve(lines) }),
        ...options.env,
        SMCS_TEST_RESULT: resultFile,
      },
      launchArgs: [...editor.leadingArgs, workspace, ...profile],
    }).then(() => "success", String);
    const result = readHostTestResult(resultFile);
    if (result.failed > 0) await keepEvidence(temporary, result);
    if (editorEnd !== "success" && result.failed === 0) {
      throw new Error(`All host tests passed, but then VS Code ended badly: ${editorEnd}`);
    }
    return result;
  } finally {
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Keeps the evidence of failed tests: their errors, and the extension's logs if the profile has them. */
async function keepEvidence(temporary: string, { tests }: HostTestResult): Promise<void> {
  const failed = tests.filter(({ status }) => status === "failed");
  const errors = failed.map(({ name, file, error = "" }) => `${file}: ${name}\n${error}\n`);
  const place = path.join(failuresFolder, "host");
  await mkdir(place, { recursive: true });
  await writeFile(path.join(place, "errors.txt"), errors.join("\n"));
  const log = await extensionLog(path.join(temporary, "user-data"));
  if (log !== "") await writeFile(path.join(place, "extension-log.txt"), log);
  console.log(`What the failed tests left: ${place}`);
}

if (import.meta.main) {
  try {
    const files = process.argv.slice(2);
    const { passed, failed, tests } = await runHostTests(files.length === 0 ? {} : { files });
    for (const { name, error } of tests) if (error !== undefined) console.error(`\nFAILED ${name}\n${error}`);
    console.log(`host: ${passed} passed, ${failed} failed`);
    if (failed > 0) process.exitCode = 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
