import { existsSync, readFileSync } from "node:fs";
import type { Outcome } from "../../gate/outcome.ts";

/** How the tests in the extension host went. */
export interface HostTestResult {
  passed: number;
  failed: number;
  tests: Outcome[];
}

/**
 * Reads what the tests left behind. An exit code alone proves nothing: a host that is killed, or a test that calls
 * `process.exit(0)`, makes VS Code report success.
 */
export function readHostTestResult(file: string): HostTestResult {
  if (!existsSync(file)) throw new Error("The extension host ended before its tests did: they left no result.");
  const result = JSON.parse(readFileSync(file, "utf8")) as HostTestResult;
  if (result.passed + result.failed === 0) throw new Error("The extension host found no tests to run.");
  return result;
}
