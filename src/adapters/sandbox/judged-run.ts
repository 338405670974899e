import { setTimeout as pause } from "node:timers/promises";
import type { CodeResult } from "../../core/tasks/code-runner.ts";
import type { InterpreterProcess, Said } from "./interpreter-process.ts";

/** A model's code, and tests that call it. */
export interface TestedCode {
  /** What both sides rest on, as imports. */
  readonly setup: string;
  readonly solution: string;
  /** Code that runs after the solution, beside it: classes that tests hand to it. It must hold nothing expected. */
  readonly fixture: string;
  /** The name that is the solution's even where the language has one like it. */
  readonly entryPoint?: string;
  readonly tests: readonly string[];
  readonly timeLimitMs: number;
}

const text = (value: unknown): string => JSON.stringify(value);

/** The two programs of a check in Python: see smcs_program and smcs_judge. */
export function pythonSides({ setup, solution, fixture, entryPoint, tests }: TestedCode): {
  readonly program: string;
  readonly judge: string;
} {
  const names = [...new Set(tests.join("\n").match(/[\p{L}_][\p{L}\p{N}_]*/gu))];
  const given = [setup, entryPoint ?? "", names, tests].map(text).join(", ");
  return {
    program: `import smcs_program\nsmcs_program.serve(${text(setup)}, ${text(solution)}, ${text(fixture)})`,
    judge: `import smcs_judge\nsmcs_judge.judge(${given})`,
  };
}

/**
 * Carries messages between a program and its judge until one of them ends; one speaks at a time. The verdict is the
 * judge's: `finished` when all tests passed. Never rejects, and leaves no process behind.
 */
export async function judgedRun(
  sides: { readonly program: InterpreterProcess; readonly judge: InterpreterProcess },
  { programs, timeLimitMs }: { readonly programs: ReturnType<typeof pythonSides>; readonly timeLimitMs: number },
  signal: AbortSignal,
): Promise<CodeResult> {
  const { program, judge } = sides;
  const timer = new AbortController();
  const stopped = pause(timeLimitMs, "timeout" as const, { signal: AbortSignal.any([signal, timer.signal]) });
  const request = { language: "python", stdin: null, timeLimitMs, speaks: true } as const;
  const run = async (): Promise<CodeResult> => {
    let said: Said = await program.begin({ ...request, program: programs.program });
    if ("end" in said) return endedEarly(said.end);
    said = await judge.begin({ ...request, program: programs.judge });
    for (let speaker = judge; ; speaker = speaker === judge ? program : judge) {
      if ("end" in said) return speaker === judge ? said.end : endedEarly(said.end);
      said = await (speaker === judge ? program : judge).tell(said.message);
    }
  };
  try {
    const result = await Promise.race([run(), stopped.catch(() => "aborted" as const)]);
    if (result === "timeout")
      return { status: "timeout", stdout: "", error: `The program took longer than ${timeLimitMs} ms.` };
    return result === "aborted" ? { status: "crashed", stdout: "", error: "The run was stopped." } : result;
  } finally {
    timer.abort();
    program.kill();
    judge.kill();
  }
}

/** A program that has come to an end while its judge still waits for it: whatever it was, the tests were not through. */
function endedEarly({ status, error, ...rest }: CodeResult): CodeResult {
  const early = "The code ended the program before its tests were through.";
  if (status === "crashed") return { ...rest, status: "error", error: `${early}\n${error}` };
  return { ...rest, status: status === "finished" ? "error" : status, error: error || early };
}
