import { appendFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Line, Outcome } from "../../gate/outcome.ts";
import type { HostTestResult } from "./host-test-result.ts";

/** Timeout of a test, in milliseconds. No test takes a tenth of it, but machines are busy. */
const TEST_LIMIT = 30_000;

/**
 * Called by the extension host. Runs the `*.test.cjs` bundles next to this one, or those that SMCS_TEST_FILES names.
 * Writes each test's result to the file in SMCS_TEST_LINES at once, and all results to the file in SMCS_TEST_RESULT.
 * This file is bundled to CommonJS, because VS Code loads tests with `require` semantics. Mocha stays outside the
 * bundle, because it loads its reporters by name at run time.
 */
export async function run(): Promise<void> {
  const { default: Mocha } = await import("mocha");
  const mocha = new Mocha({
    ui: "bdd",
    color: false,
    timeout: TEST_LIMIT,
    slow: 1_000,
    reporter: "spec",
    forbidOnly: true,
  });
  const wanted = process.env["SMCS_TEST_FILES"]?.split(",");
  const bundles = readdirSync(__dirname).filter((name) => name.endsWith(".test.cjs"));
  const chosen = bundles.filter((name) => wanted?.includes(name.replace(/\.cjs$/, ".ts")) ?? true);
  for (const name of chosen.sort()) mocha.addFile(path.join(__dirname, name));

  const tests: Outcome[] = [];
  const lines = process.env["SMCS_TEST_LINES"];
  const write = (line: Line): void => {
    if (lines !== undefined) appendFileSync(lines, `${JSON.stringify(line)}\n`);
  };
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => {
      resolve();
    });
    const keep = (test: Mocha.Runnable, status: Outcome["status"], failure?: Error): void => {
      const file = `test/host/${path.basename(test.file ?? "", ".cjs")}.ts`;
      const error = failure && { error: failure.stack ?? failure.message };
      const outcome = { file, name: test.titlePath().join(" › "), status, ms: test.duration ?? 0, ...error };
      tests.push(outcome);
      write({ outcome });
    };
    runner.on("test", (test) => {
      write({ heard: test.fullTitle() });
    });
    runner.on("pass", (test) => {
      keep(test, "passed");
    });
    runner.on("pending", (test) => {
      keep(test, "skipped");
    });
    runner.on("fail", (test, error: Error) => {
      keep(test, "failed", error);
    });
  });

  const count = (status: Outcome["status"]): number => tests.filter((test) => test.status === status).length;
  const result: HostTestResult = { passed: count("passed"), failed: count("failed"), tests };
  const file = process.env["SMCS_TEST_RESULT"];
  if (file !== undefined) writeFileSync(file, JSON.stringify(result));
  if (result.failed > 0) throw new Error(`${result.failed} test(s) failed`);
}
