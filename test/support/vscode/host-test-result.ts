import { existsSync, readFileSync } from "node:fs";
import type { Outcome } from "../../gate/outcome.ts";

/** Results of the tests in the extension host. */
export interface HostTestResult {
  passed: number;
  failed: number;
  tests: Outcome[];
}

/**
 * Reads the result file of the tests. An exit code alone proves nothing: VS Code reports success for a host that was
 * killed and for a test that calls `process.exit(0)`.
 */
export function readHostTestResult(file: string): HostTestResult {
  if (!existsSync(file)) throw new Error("The extension host ended before its tests did: they left no result.");
  const result = JSON.parse(readFileSync(file, "utf8")) as HostTestResult;
  if (result.passed + result.failed === 0) throw new Error("The extension host found no tests to run.");
  return result;
}
