/**
 * Replaces the `code` executable on machines that cannot run desktop VS Code. @vscode/test-electron starts it as `node
 * code-stand-in.ts [folder] --extensionDevelopmentPath=… --extensionTestsPath=…`. It runs those tests in the extension
 * host of code-server, with a headless browser as the window, and ends with their exit code.
 */
import { parseArgs } from "node:util";
import { whenParentIsGone } from "./parent-watch.ts";
import { exitOnSignals } from "./process-end.ts";
import { runInServer } from "./run-in-server.ts";

const { values, positionals } = parseArgs({
  options: {
    extensionDevelopmentPath: { type: "string", multiple: true },
    extensionTestsPath: { type: "string" },
  },
  // Desktop VS Code gets many more options, which have no effect here.
  strict: false,
  allowPositionals: true,
});
const tests = values.extensionTestsPath;
if (typeof tests !== "string") throw new Error("--extensionTestsPath=FILE is missing.");
const [extension, ...besides] = (values.extensionDevelopmentPath ?? []).map(String);
if (extension === undefined) throw new Error("--extensionDevelopmentPath=FOLDER is missing.");

exitOnSignals();
whenParentIsGone(() => process.exit(1));
try {
  process.exitCode = await runInServer({ extension, besides, tests, folder: positionals[0] });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
