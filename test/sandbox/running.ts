import type { CodeResult, Language } from "../../src/core/code-runner.ts";
import type { InterpreterProcess } from "../../src/sandbox/interpreter-process.ts";
import { type Interpreters, openInterpreters, type SandboxOptions } from "../../src/sandbox/interpreters.ts";
import { RunningTime, stopsItselfAfter, withinLimit } from "../../src/sandbox/time-limit.ts";

/** A program without tests. */
export interface CodeRun {
  readonly language: Language;
  /** Text of the program, which runs as one module. */
  readonly program: string;
  readonly timeLimitMs: number;
}

/** Runs programs in a sandbox's interpreters, to test what a program alone can do there. */
export interface Runner extends Pick<Interpreters, "hasPermissions" | "close"> {
  readonly run: (run: CodeRun, signal: AbortSignal) => Promise<CodeResult>;
}

export function createRunner(options: SandboxOptions): Runner {
  const interpreters = openInterpreters(options);
  return {
    run: async (run, signal) => {
      const interpreter = await interpreters.of(run.language).programs.take();
      return runIn(interpreter, run, AbortSignal.any([signal, interpreters.closed]));
    },
    hasPermissions: () => interpreters.hasPermissions(),
    close: () => interpreters.close(),
  };
}

/** Runs a program in an interpreter, and ends its process. */
export async function runIn(
  interpreter: InterpreterProcess,
  { program, timeLimitMs }: CodeRun,
  signal: AbortSignal,
): Promise<CodeResult> {
  try {
    const said = await withinLimit(
      interpreter.begin({ program, stopsItselfMs: stopsItselfAfter(timeLimitMs) }),
      { time: new RunningTime([interpreter.pid]), limitMs: timeLimitMs },
      signal,
    );
    if ("end" in said) return said.end;
    return "status" in said ? said : { status: "crashed", stdout: "", error: "The program sent a message." };
  } finally {
    interpreter.kill();
  }
}
