import * as v from "valibot";
import { codeInReply } from "./code-in-reply.ts";
import type { CodeResult } from "./code-runner.ts";
import { sameLiteral } from "./literal.ts";
import { missingModule } from "./missing-module.ts";
import { passMark } from "./pass-mark.ts";
import { pythonCalls, pythonPrograms, pythonTests } from "./python-program.ts";
import { sameOutput } from "./same-output.ts";
import { scriptTests } from "./script-program.ts";
import type { RunningCheck, TaskOf } from "./task-check.ts";
import { TaskError } from "./task-check.ts";
import type { Verdict } from "./verdict.ts";
import { judged } from "./verdict.ts";

type CodeTests = TaskOf<"code-tests">;

/** What a task may take in milliseconds that does not say so itself. */
export const DEFAULT_TIME_LIMIT = 10_000;

/** All cases of one task run in one program; together they may take this many limits of one. */
const MOST_LIMITS = 6;

/** Programming: the reply's code passes every test, case by case prints the right output, or returns the right values. */
export const codeTestsCheck: RunningCheck<"code-tests"> = {
  version: 1,
  async run(task, reply, runCode, signal) {
    const solution = codeInReply(task, reply);
    if (solution === null) return judged(false, `The reply holds no ${task.language} code.`);
    for (const stage of stagesOf(task, solution)) {
      const result = await runCode(
        { language: task.language, program: stage.program, timeLimitMs: stage.limit },
        signal,
      );
      const verdict = failure(result, stage.limit) ?? stage.verdict(result.stdout);
      if (verdict.kind === "failed" || verdict.value < 1) return verdict;
    }
    return judged(true, "Every test passes.");
  },
};

interface Stage {
  readonly program: string;
  readonly limit: number;
  /** Of a program that ran to its end. */
  readonly verdict: (stdout: string) => Verdict;
}

function stagesOf(task: CodeTests, solution: string): Stage[] {
  const { language, tests = [], stdio = [], calls = [], timeLimitMs = DEFAULT_TIME_LIMIT } = task;
  const mark = passMark(JSON.stringify(task), solution);
  const stages: Stage[] = [];
  if (tests.length > 0) {
    const program = language === "python" ? pythonTests(task, solution, mark) : scriptTests(task, solution, mark);
    const verdict = (stdout: string): Verdict =>
      judged(stdout.split("\n").includes(mark), "The code ended the program before its tests were through.");
    stages.push({ program, limit: timeLimitMs, verdict });
  }
  for (const [cases, build, same] of [
    [stdio, pythonPrograms, sameOutput],
    [calls, pythonCalls, sameResult],
  ] as const) {
    if (cases.length === 0) continue;
    if (language !== "python")
      throw new TaskError(`Cases with inputs and outputs are there for Python only, not for ${language}.`);
    stages.push({
      program: build(task, solution, cases, mark),
      limit: timeLimitMs * Math.min(cases.length, MOST_LIMITS),
      verdict: (stdout) => casesVerdict(cases, runsIn(stdout, mark), same),
    });
  }
  return stages;
}

/** A limit of ours, or a fault of the sandbox, says nothing about the model. */
function failure({ status, error }: CodeResult, limit: number): Verdict | undefined {
  switch (status) {
    case "finished":
      return undefined;
    case "timeout":
      return { kind: "failed", reason: `The code did not end within ${limit / 1000} s.` };
    case "memory":
      return { kind: "failed", reason: "The code needed more memory than the sandbox gives." };
    case "crashed":
      return { kind: "failed", reason: `The sandbox broke: ${error}` };
    case "error": {
      const missing = missingModule(error);
      if (missing !== undefined)
        return { kind: "failed", reason: `The code uses ${missing}, which the sandbox does not have.` };
      return judged(false, `A test fails: ${lastLine(error)}`);
    }
  }
}

const runsSchema = v.array(v.object({ output: v.string(), error: v.nullable(v.string()) }));
type Runs = v.InferOutput<typeof runsSchema>;

function runsIn(stdout: string, mark: string): Runs | null {
  const line = stdout.split("\n").find((one) => one.startsWith(mark));
  if (line === undefined) return null;
  try {
    return v.parse(runsSchema, JSON.parse(line.slice(mark.length)));
  } catch {
    return null;
  }
}

function casesVerdict(cases: readonly { output: string }[], runs: Runs | null, same: typeof sameOutput): Verdict {
  if (runs?.length !== cases.length) return judged(false, "The code ended the program before its tests were through.");
  for (const [index, { output: expected }] of cases.entries()) {
    const { output = "", error = null } = runs[index] ?? {};
    const which = `Case ${index + 1} of ${cases.length}`;
    if (error !== null) {
      const missing = missingModule(error);
      if (missing !== undefined)
        return { kind: "failed", reason: `The code uses ${missing}, which the sandbox does not have.` };
      return judged(false, `${which} fails: ${lastLine(error)}`);
    }
    if (!same(expected, output))
      return judged(false, `${which}: expected ${shortened(expected)}, got ${shortened(output)}.`);
  }
  return judged(true, "Every case is right.");
}

function sameResult(expected: string, output: string): boolean {
  return sameLiteral(expected, output, "alike");
}

/** What went wrong: Python says it last, JavaScript before the places. */
function lastLine(error: string): string {
  const lines = error.trim().split("\n");
  return shortened(lines.findLast((line) => !/^\s*at\s/u.test(line)) ?? "");
}

function shortened(text: string): string {
  const line = text.trim().replace(/\s+/gu, " ");
  return line.length <= 200 ? line : `${line.slice(0, 200)}…`;
}
