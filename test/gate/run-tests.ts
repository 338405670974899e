import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { startChild } from "./child.ts";
import type { Line, Outcome } from "./outcome.ts";
import type { TestStep } from "./steps.ts";

/** How much longer than a test's limit nothing may be heard of a run; the test may have things to end. */
const PATIENCE = 1.5;

/**
 * Runs test files. A test that takes longer than its limit fails by itself; when nothing has been heard for that long and
 * a while more, it blocks its process, which is ended, and the tests that were going on fail.
 *
 * @param files paths below the repository's folder
 * @param place path without an ending, for the log (`.log`) and the lines (`.jsonl`)
 */
export async function runTests(
  step: Pick<TestStep, "runner" | "together" | "testLimit">,
  files: readonly string[],
  place: string,
): Promise<readonly Outcome[]> {
  const [lines, log, begun] = [`${place}.jsonl`, `${place}.log`, path.resolve(`${place}.begun`)];
  for (const left of [lines, begun]) rmSync(left, { recursive: true, force: true });
  mkdirSync(begun);
  const startedAt = performance.now();
  const env = { SMCS_TEST_BEGUN: begun, SMCS_TEST_RUNNER: step.runner, SMCS_TEST_LINES: lines };
  const { ended, kill } = startChild(commandOf(step, files, lines), log, env);
  const heard = { silent: false };
  const watch = setInterval(() => {
    const heardAt = statSync(lines, { throwIfNoEntry: false })?.mtimeMs ?? performance.timeOrigin + startedAt;
    if (Date.now() - heardAt < PATIENCE * step.testLimit) return;
    heard.silent = true;
    kill();
  }, 1000);
  const end = await ended.finally(() => {
    clearInterval(watch);
  });
  const { outcomes, complete, lastHeard } = readLines(lines);
  const failure = (file: string, name: string, error: string): Outcome => ({
    ...{ file, name, error, status: "failed", ms: performance.now() - startedAt },
  });
  if (heard.silent) {
    const titles = readdirSync(begun).map((name) => readFileSync(path.join(begun, name), "utf8"));
    const hanging = (titles.length > 0 ? titles : [`${files.join(" ")} › ${lastHeard}`]).map((title) =>
      title.split(" › "),
    );
    const error = "It hangs: nothing was heard of it for too long, and its processes were ended.";
    return [...outcomes, ...hanging.map(([file = "", ...names]) => failure(file, names.join(" › "), error))];
  }
  const broken = end !== 0 && outcomes.every(({ status }) => status !== "failed");
  if (broken)
    return [
      ...outcomes,
      failure(files[0] ?? "", "the tests", `They ended with ${end} after "${lastHeard}": see ${log}.`),
    ];
  const unfinished = unfinishedOf(step, files, complete);
  if (unfinished !== undefined && outcomes.every(({ status }) => status !== "failed")) {
    const error = `They were not all run: something ended their process after "${lastHeard}".`;
    return [...outcomes, failure(unfinished, "the tests", error)];
  }
  if (outcomes.length === 0) return [failure(files[0] ?? "", "the tests", `There are none: see ${log}.`)];
  return outcomes;
}

/** A file whose tests did not come to their end, or the empty text where the whole run did not. */
function unfinishedOf(
  { runner }: Pick<TestStep, "runner">,
  files: readonly string[],
  complete: ReadonlySet<string>,
): string | undefined {
  // The host leaves a result of its own, without which it fails.
  if (runner === "host") return undefined;
  const own = files.map((file) => path.relative(process.cwd(), path.resolve(file)).replaceAll(path.sep, "/"));
  return ["", ...(runner === "each" ? own : [])].find((file) => !complete.has(file));
}

/** The command that runs files of a step and writes down `Line`s in the file `lines`. */
function commandOf(
  { runner, together = 1, testLimit }: Pick<TestStep, "runner" | "together" | "testLimit">,
  files: readonly string[],
  lines: string,
): readonly string[] {
  if (runner === "host") return ["node", "test/support/vscode/run-host-tests.ts", ...files];
  return [
    ...["node", "--test", `--test-timeout=${testLimit}`],
    ...["--import=./test/gate/note-begin.ts"],
    // Many tests in one process make many young objects, whose collection takes a fifth of the time with the usual room.
    ...(runner === "one" ? ["--test-isolation=none", "--max-semi-space-size=64"] : [`--test-concurrency=${together}`]),
    ...["--test-reporter=spec", "--test-reporter-destination=stdout"],
    ...["--test-reporter=./test/gate/reporter.ts", `--test-reporter-destination=${lines}`],
    ...files,
  ];
}

/** Reads what a run has written down so far. The last line may still be incomplete. */
function readLines(file: string): { outcomes: Outcome[]; complete: ReadonlySet<string>; lastHeard: string } {
  const texts = existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : [];
  const lines = texts.map((text) => JSON.parse(text) as Line);
  const last = lines.findLast((line) => "heard" in line);
  return {
    outcomes: lines.flatMap((line) => ("outcome" in line ? [line.outcome] : [])),
    complete: new Set(lines.flatMap((line) => ("complete" in line ? [line.complete] : []))),
    lastHeard: last === undefined ? "nothing" : last.heard,
  };
}
