import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { startChild } from "./child.ts";
import type { Begun, Line, Outcome } from "./outcome.ts";
import type { TestStep } from "./steps.ts";

/** Interval between two looks at a run, in milliseconds. */
const LOOK_EVERY = 1000;

const HANGS = "It hangs: nothing was heard of it for too long, and its processes were ended.";
const KEPT_OPEN =
  "This test was the last to end, and something kept its process from going on: a hook, a timer or a server that nobody closes.";

/** Factor of a test's timeout after which a silent run is killed; the test may need time to clean up. */
const PATIENCE = 1.5;

/**
 * Runs test files. A test that passes its timeout fails by itself. If the run stays silent for that time and half as
 * long again, a test blocks its process. The processes are then killed, and the test that was running fails.
 *
 * @param files paths relative to the repository
 * @param place path without an extension, for the log (`.log`) and the lines (`.jsonl`)
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
  const heard = { at: 0, quiet: 0 };
  const isSilent = (): boolean => heard.quiet * LOOK_EVERY >= PATIENCE * step.testLimit;
  // The watch counts looks instead of time, because a machine that was asleep has received nothing either.
  const watch = setInterval(() => {
    const at = statSync(lines, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    heard.quiet = at === heard.at ? heard.quiet + 1 : 0;
    heard.at = at;
    if (isSilent()) kill();
  }, LOOK_EVERY);
  const end = await ended.finally(() => {
    clearInterval(watch);
  });
  const { outcomes, complete, lastHeard } = readLines(lines);
  const failure = ({ file, name }: Pick<Outcome, "file" | "name">, error: string): Outcome => ({
    ...{ file, name, error, status: "failed", ms: performance.now() - startedAt },
  });
  const nobody = { file: files.length === 1 ? (files[0] ?? "") : "", name: "the tests", isOver: false };
  const blamed = lastBegun(begun) ?? nobody;
  if (isSilent()) return [...outcomes, failure(blamed, blamed.isOver ? KEPT_OPEN : HANGS)];
  const own = files.map((file) => path.relative(process.cwd(), path.resolve(file)).replaceAll(path.sep, "/"));
  // The host writes a result of its own, and fails without one.
  const wanted = step.runner === "host" ? [] : ["", ...(step.runner === "each" ? own : [])];
  const failed = new Set(outcomes.filter(({ status }) => status === "failed").map(({ file }) => file));
  const broken = end !== 0 && failed.size === 0;
  const isTold = outcomes.some(({ file, name }) => file === blamed.file && name === blamed.name);
  const isLeft = blamed !== nobody && !blamed.isOver && !isTold;
  if (broken || isLeft || wanted.some((file) => !complete.has(file) && !failed.has(file))) {
    const error = `The process ended with ${end} before all tests were run, after "${lastHeard}": see ${log}.`;
    outcomes.push(failure(blamed, error));
  }
  const told = new Set(outcomes.map(({ file }) => file));
  const untold = own.filter((file) => !told.has(file));
  return [...outcomes, ...untold.map((file) => failure({ file, name: file }, "None of its tests was run."))];
}

/** Returns the test that was running, or else the last test that ran; undefined before the first test. */
function lastBegun(folder: string): Begun | undefined {
  const notes = readdirSync(folder).map((name) => path.join(folder, name));
  const begun = notes
    .toSorted((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs)
    .map((note) => JSON.parse(readFileSync(note, "utf8")) as Begun);
  return begun.findLast(({ isOver }) => !isOver) ?? begun.at(-1);
}

/** Returns the command that runs files of a step and writes `Line`s to the file `lines`. */
function commandOf(
  { runner, together = 1, testLimit }: Pick<TestStep, "runner" | "together" | "testLimit">,
  files: readonly string[],
  lines: string,
): readonly string[] {
  if (runner === "host") return ["node", "test/support/vscode/run-host-tests.ts", ...files];
  return [
    ...["node", "--test", `--test-timeout=${testLimit}`],
    ...["--import=./test/gate/note-begin.ts"],
    // Many tests in one process create many young objects. With the default size, collecting them takes a fifth of the
    // time.
    ...(runner === "one" ? ["--test-isolation=none", "--max-semi-space-size=64"] : [`--test-concurrency=${together}`]),
    ...["--test-reporter=spec", "--test-reporter-destination=stdout"],
    ...["--test-reporter=./test/gate/reporter.ts", `--test-reporter-destination=${lines}`],
    ...files,
  ];
}

/** Reads the lines that a run has written so far. The last line may be incomplete. */
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
