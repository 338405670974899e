/**
 * The gate. `npm test` runs everything, `npm test -- chat test/browser/x.test.ts` runs the tests of a room or a path,
 * and `npm run test:deep` runs the tests that repeat long or use whole data sets. The output ends with the line `N
 * passed, N failed`.
 */
import { mkdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { deep } from "../support/deep.ts";
import { alone, explain, WrongCall } from "./alone.ts";
import { endOnSignals } from "./child.ts";
import type { Outcome } from "./outcome.ts";
import { runCheck } from "./run-check.ts";
import { runTests } from "./run-tests.ts";
import { runSideBySide, type Work } from "./schedule.ts";
import { type Check, checks, checksBefore, chooseChecks, chooseFiles } from "./steps.ts";
import { closingLines, count, type StepEnd, stepLines } from "./summary.ts";

/** Folder for the logs of a run. */
const RESULTS = deep ? "test-results/deep" : "test-results/gate";
const FAILURES = deep ? `${RESULTS}/failures` : "test-results/failures";

const ended: StepEnd[] = [];

/** Returns the step as work that prints its result when it ends. */
function workOf(step: Omit<Work, "run">, run: (place: string) => Promise<readonly Outcome[]>): Work {
  const { name } = step;
  const place = path.join(RESULTS, name.replaceAll(/[^\w]+/g, "-"));
  return {
    ...step,
    run: async () => {
      const from = performance.now() / 1000;
      const broken = (error: unknown): Outcome[] => [{ file: "", name, status: "failed", ms: 0, error: String(error) }];
      const outcomes = await run(place).catch(broken);
      const end = { name, from, to: performance.now() / 1000, outcomes };
      ended.push(end);
      console.log(stepLines(end));
      return count(outcomes, "failed") === 0;
    },
  };
}

async function main(named: readonly string[]): Promise<void> {
  const { chosen, rest } = chooseChecks(named);
  const tests = chosen.length > 0 && rest.length === 0 ? [] : chooseFiles(rest);
  if (tests.length + chosen.length === 0) throw new WrongCall("None of these files has more to do in the deep run.");
  await alone();
  endOnSignals();
  for (const left of [RESULTS, FAILURES]) rmSync(left, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
  // Applies to everything started here. The deep run has its own folder, so it keeps the failures of the other run.
  process.env["SMCS_FAILURES"] = path.resolve(FAILURES);
  const isWhole = named.length === 0 && !deep;
  const needed = new Set([...chosen, ...checksBefore(tests.map(([step]) => step))]);
  const asWork = (check: Check): Work => workOf(check, (place) => runCheck(check, place));
  const left = await runSideBySide(
    [
      ...checks.filter((check) => needed.has(check)).map(asWork),
      ...tests.map(([step, files]) => workOf(step, (place) => runTests(step, files, place))),
      // No step waits for these, so they fill the time at the end, when the longest step may be the only one left.
      ...checks.filter((check) => isWhole && !needed.has(check)).map(asWork),
    ],
    availableParallelism(),
  );
  const error = "It was not run, since what it needs failed.";
  const undone = left.map((name): StepEnd => ({
    name,
    from: 0,
    to: 0,
    outcomes: [{ file: "", name, status: "failed", ms: 0, error }],
  }));
  const all = [...ended, ...undone];
  console.log(closingLines(all));
  process.exitCode = all.some(({ outcomes }) => count(outcomes, "failed") > 0) ? 1 : 0;
}

await main(process.argv.slice(2)).catch(explain);
