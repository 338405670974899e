import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import { canInstallDebianPackages, installDebianPackages } from "./support/vscode/debian-packages.ts";
import { findOnPath } from "./support/vscode/find-on-path.ts";

/** How many checks of a step passed, failed and were skipped. */
interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Step {
  readonly name: string;
  readonly run: () => Promise<Counts>;
}

/** Runs a command, showing its output; returns its status and what it printed. */
function command(program: string, args: readonly string[]): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    // Windows finds npm's .cmd shims through a shell only.
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"], shell: process.platform === "win32" });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      process.stdout.write(text);
    });
    child.once("error", reject);
    child.once("close", (status) => {
      resolve({ status, output });
    });
  });
}

/** A step that passes or fails as a whole. */
function check(name: string, program: string, ...args: string[]): Step {
  return {
    name,
    run: async () => {
      const { status } = await command(program, args);
      return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
    },
  };
}

/** Milliseconds after which a test that hangs has failed. */
const TEST_LIMIT = 600_000;

/** Test files under Node's runner; no test at all is a failure. */
function nodeTests(name: string, patterns: readonly string[], ...flags: string[]): Step {
  return {
    name,
    run: async () => {
      const files = patterns.flatMap((pattern) => globSync(pattern));
      const { status, output } = await command("node", [
        "--test",
        "--test-reporter=spec",
        `--test-timeout=${TEST_LIMIT}`,
        ...flags,
        ...files,
      ]);
      const count = (what: string): number => Number(new RegExp(`^ℹ ${what} (\\d+)$`, "m").exec(output)?.[1] ?? 0);
      const [passed, failed] = [count("pass"), count("fail") + count("cancelled")];
      const broken = (status !== 0 && failed === 0) || passed === 0;
      return { passed, failed: broken ? failed + 1 : failed, skipped: count("skipped") };
    },
  };
}

/** The tests inside a real VS Code. */
const hostTests: Step = {
  name: "tests inside VS Code",
  run: async () => {
    const { runHostTests } = await import("./support/vscode/run-host-tests.ts");
    const { passed, failed } = await runHostTests();
    return { passed, failed, skipped: 0 };
  },
};

const steps: readonly Step[] = [
  check("format", "prettier", "--check", "."),
  check("lint", "eslint", ".", "--max-warnings", "0"),
  check("types", "tsc", "-p", "tsconfig.json"),
  check("types of the core", "tsc", "-p", "tsconfig.core.json"),
  check("types of the panel", "tsc", "-p", "tsconfig.panel.json"),
  check("build", "node", "esbuild.mjs", "--tests"),
  nodeTests(
    "unit tests",
    ["src/**/*.test.ts", "media/**/*.test.ts", "test/embedding/*.test.ts"],
    "--test-isolation=none",
  ),
  nodeTests("starter bank", ["test/starter-bank/*.test.ts"]),
  nodeTests("checks on public data", ["test/checker/*.test.ts"]),
  nodeTests("sandbox", ["test/sandbox/*.test.ts"]),
  nodeTests("model servers under faults", ["test/faults/*.test.ts"]),
  nodeTests("question bank under faults", ["test/bank/*.test.ts"]),
  nodeTests("model downloads under faults", ["test/embedding-files/*.test.ts"]),
  nodeTests("evaluation under kills", ["test/evaluation/*.test.ts"]),
  nodeTests("benchmark under kills", ["test/benchmark/*.test.ts"]),
  nodeTests(
    "bundle, command line and docs",
    ["test/build/*.test.ts", "test/cli/*.test.ts", "test/docs/*.test.ts"],
    "--test-concurrency=2",
  ),
  hostTests,
  check("packaging", "npm", "run", "package"),
  // They wait for the editor more than they work.
  nodeTests("browser tests", ["test/browser/*.test.ts"], "--test-concurrency=2"),
];

/** Runs all steps, goes on after a failure, and ends with the line `N passed, N failed`. */
async function main(): Promise<void> {
  if (findOnPath("python3").length === 0 && canInstallDebianPackages()) await installDebianPackages(["python3"]);
  const total = { passed: 0, failed: 0, skipped: 0 };
  const failedSteps: string[] = [];
  for (const { name, run } of steps) {
    const startedAt = performance.now();
    console.log(`\n=== ${name}`);
    const counts = await run().catch((error: unknown) => {
      console.error(error);
      return { passed: 0, failed: 1, skipped: 0 };
    });
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
    if (counts.failed > 0) failedSteps.push(name);
    console.log(
      `=== ${name}: ${counts.passed} passed, ${counts.failed} failed (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`,
    );
  }
  if (failedSteps.length > 0) console.log(`\nFailed: ${failedSteps.join(", ")}`);
  if (total.skipped > 0) console.log(`\n${total.skipped} skipped: see above for what they need.`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

await main();
