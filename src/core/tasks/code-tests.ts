import { codeInReply, solutionName } from "./code-in-reply.ts";
import type { CodeResult, CodeSandbox } from "../code-runner.ts";
import { lackingIn } from "./lacking.ts";
import { sameLiteral } from "../reading/index.ts";
import { sameOutput } from "./same-output.ts";
import { withStandIns } from "./stand-ins.ts";
import type { RunningCheck, TaskOf } from "./task-check.ts";
import { judged } from "./verdict.ts";

type CodeTests = TaskOf<"code-tests">;

/** Milliseconds for all tests of a task, or for one of its cases, when the task sets no limit. */
export const DEFAULT_TIME_LIMIT = 10_000;

/** Maximum time of all cases of a task together, in time limits of one case. */
const MOST_LIMITS = 6;

const REFERENCE_FAILS =
  "The task cannot be judged here: its own reference solution does not pass, for which it has half of the time.";

/** The result of running a solution. */
type Outcome = Pick<CodeResult, "status"> & {
  /** Says what went wrong; empty when everything passed. */
  readonly reason: string;
  /** The program's whole error output. */
  readonly error?: string;
};

const PASSED: Outcome = { status: "finished", reason: "" };

/**
 * Programming: the reply's code passes every test, or prints the right output, or returns the right values, case by
 * case. Everything else is wrong (Eq. 1), such as taking too long, ending before the tests, or crashing the
 * interpreter. A task whose own reference solution fails in this sandbox judges no reply.
 */
export const codeTestsCheck: RunningCheck<"code-tests"> = {
  title: "programming",
  typicalOutput: 400,
  version: 5,
  async run(task, reply, means, signal) {
    const { language, reference, timeLimitMs = DEFAULT_TIME_LIMIT } = task;
    // Models often give the same code, and simulated models give the reference itself.
    const run = (code: string, limit: number): Promise<Outcome> =>
      means.remember([task, code.trimEnd()], async () => {
        const once = async (): Promise<Outcome> => {
          const outcome = await outcomeOf({ ...task, timeLimitMs: limit }, code, means.sandbox, signal);
          signal.throwIfAborted();
          return outcome;
        };
        const outcome = await once();
        // The machine may have been short of memory for a moment.
        return outcome.status === "crashed" ? once() : outcome;
      });
    if (reference !== undefined) {
      const own = await run(reference, Math.ceil(timeLimitMs / 2));
      if (own.status !== "finished")
        return { kind: "failed", detail: `${REFERENCE_FAILS} ${own.reason}`, isLasting: own.status === "error" };
    }
    const solution = codeInReply(task, reply);
    if (solution === null) return judged(false, `The reply holds no ${language} code.`);
    const outcome = await run(solution, timeLimitMs);
    if (outcome.status === "finished") return judged(true, "Every test passes.");
    const lacking = outcome.status === "error" ? lackingIn(language, solution) : undefined;
    if (lacking === undefined) return judged(false, outcome.reason);
    // Code that only names a missing module may not need it, so it runs again with stand-ins.
    const second = await means.remember([task, solution, "with stand-ins"], async () => {
      const mark = crypto.randomUUID();
      const { setup, solution: code } = withStandIns(language, solution, mark);
      const given = { ...task, setup: `${task.setup ?? ""}\n${setup}`, timeLimitMs };
      const { status, reason, error = "" } = await outcomeOf(given, code, means.sandbox, signal);
      signal.throwIfAborted();
      return { status, reason, usesIt: error.includes(mark) };
    });
    if (second.status === "finished") return judged(true, "Every test passes.");
    if (!second.usesIt) return judged(false, second.reason);
    const detail = `The code uses ${lacking}, which the sandbox does not have.`;
    return { kind: "failed", detail, isLasting: true };
  },
};

/** Runs a solution until something fails. */
async function outcomeOf(
  task: CodeTests,
  solution: string,
  sandbox: CodeSandbox,
  signal: AbortSignal,
): Promise<Outcome> {
  const { language, setup = "", fixture = "", entryPoint = "", timeLimitMs = DEFAULT_TIME_LIMIT } = task;
  const given = { setup, solution, timeLimitMs };
  const tests = testsOf(task);
  if (tests.length > 0) {
    const imports = importsOf(task);
    const code = { ...given, language, fixture, entryPoint: solutionName(task) ?? "", tests, imports };
    const result = await sandbox.judge(code, signal);
    if (result.status !== "finished") return failing(result);
  }
  for (const [cases, calls, same] of [
    [task.stdio ?? [], null, sameOutput],
    [task.calls ?? [], entryPoint, sameResult],
  ] as const) {
    if (cases.length === 0) continue;
    const inputs = cases.map(({ input }) => input);
    const allLimitMs = timeLimitMs * Math.min(cases.length, MOST_LIMITS);
    let index = 0;
    for await (const result of sandbox.outputs({ ...given, calls, inputs, allLimitMs }, signal)) {
      const which = `Case ${index + 1} of ${cases.length}`;
      const expected = cases[index]?.output ?? "";
      if (result.status !== "finished") return failing(result, which);
      if (!same(expected, result.stdout))
        return {
          status: "error",
          reason: `${which}: expected ${shortened(expected)}, got ${shortened(result.stdout)}.`,
        };
      index += 1;
    }
    if (index < cases.length) return { status: "error", reason: "The code ended the program before its last case." };
  }
  return PASSED;
}

/** Adds a call with the entry point to tests that only define `check`, such as HumanEval's. */
function testsOf({ language, entryPoint, tests = [] }: CodeTests): readonly string[] {
  if (language !== "python" || entryPoint === undefined) return tests;
  return tests.map((test) =>
    /^def check\(/mu.test(test) && !/^check\(/mu.test(test) ? `${test}\n\ncheck(${entryPoint})` : test,
  );
}

/** Returns the imports at the top of a Python task's reference: tests may use what it imports. */
function importsOf({ language, reference = "" }: CodeTests): readonly string[] {
  if (language !== "python") return [];
  return reference.match(/^(?:from[ \t]+[\w.]+[ \t]+)?import[ \t]+[\w.,* \t]+$/gmu) ?? [];
}

/** @param which case fails; absent for tests */
function failing({ status, error }: CodeResult, which?: string): Outcome {
  const where = which === undefined ? "" : `${which}: `;
  switch (status) {
    case "timeout":
      return { status, reason: `${where}${error}` };
    case "memory":
      return { status, reason: `${where}The code needed more memory than the sandbox gives.` };
    case "crashed":
      return { status, reason: `${where}The code broke its interpreter: ${lastLine(error)}` };
    default:
      return { status, reason: `${which ?? "A test"} fails: ${lastLine(error)}`, error };
  }
}

function sameResult(expected: string, output: string): boolean {
  return sameLiteral(expected, output, "alike");
}

/** Returns the line that says what went wrong: the last one with words in Python, the one before the stack in JavaScript. */
function lastLine(error: string): string {
  const lines = error.trim().split("\n");
  return shortened(lines.findLast((line) => /[\p{L}\d]/u.test(line) && !/^\s*at\s/u.test(line)) ?? "");
}

/** Returns a text as one short line. Reads only its beginning, as a copy: a part would keep the whole text in memory. */
function shortened(text: string): string {
  const line = Array.from(text.slice(0, 1_000).trim().replace(/\s+/gu, " "));
  return text.length <= 1_000 && line.length <= 200 ? line.join("") : `${line.slice(0, 200).join("")}…`;
}
