import { createHash } from "node:crypto";
import * as v from "valibot";
import type { CodeResult, CodeSandbox, CodeWithInputs } from "../core/code-runner.ts";
import type { InterpreterProcess, Said } from "./interpreter-process.ts";
import { type Interpreters, openInterpreters, type SandboxOptions } from "./interpreters.ts";
import { judgedRun, sidesOf } from "./judged-run.ts";
import { RunningTime, stopsItselfAfter, withinLimit } from "./time-limit.ts";

/** Where no interpreter can be started at all, everything rejects with a SandboxError. */
export interface Sandbox extends CodeSandbox, Pick<Interpreters, "protection" | "close"> {}

/** What smcs_inputs says of an input: what the program printed, or a call's result, and the error that it ended with. */
const ranSchema = v.tuple([v.literal("ran"), v.string(), v.nullable(v.string())]);

/**
 * A place to run code that a model wrote: Python by Pyodide, JavaScript and TypeScript by QuickJS, each program in a
 * fresh interpreter in a process of its own, which is used once and killed. Tests have a fresh interpreter, too, or one
 * whose memory was put back; its process goes on with the next check of the same tests. See SECURITY.md for what that
 * holds.
 */
export function createSandbox(options: SandboxOptions): Sandbox {
  const interpreters = openInterpreters(options);
  const stopOf = (signal: AbortSignal): AbortSignal => AbortSignal.any([signal, interpreters.closed]);
  return {
    judge: async (code, signal) => {
      const { programs, judges } = interpreters.of(code.language);
      const sides = sidesOf(code);
      const tests = createHash("sha256")
        .update(JSON.stringify({ ...sides.judge, stopsItselfMs: null }))
        .digest("base64");
      const taken = await Promise.allSettled([programs.take(), judges.take(tests)]);
      const [program, judge] = taken.map((one) => (one.status === "fulfilled" ? one.value : null));
      if (program == null || judge == null) {
        for (const one of [program, judge]) one?.kill();
        throw taken.find((one) => one.status === "rejected")?.reason;
      }
      const stop = stopOf(signal);
      const result = await judgedRun({ program, judge }, sides, stop);
      // What was stopped may still have something to say, and what was flooded may be full.
      if (stop.aborted || (result.status !== "finished" && result.status !== "error")) judge.kill();
      else judges.giveBack(tests, judge);
      return result;
    },
    outputs: async function* (code, signal) {
      yield* outputsOf(await interpreters.of("python").programs.take(), code, stopOf(signal));
    },
    protection: () => interpreters.protection(),
    close: () => interpreters.close(),
  };
}

/**
 * Hands inputs to a program, one after the other, and gives what came of each. Leaves no process behind, also where
 * nobody waits for the rest.
 */
async function* outputsOf(
  interpreter: InterpreterProcess,
  { setup, solution, calls, inputs, timeLimitMs, allLimitMs }: CodeWithInputs,
  signal: AbortSignal,
): AsyncGenerator<CodeResult, undefined> {
  const time = new RunningTime([interpreter.pid]);
  const heard = (saying: Promise<Said>): Promise<Said | CodeResult> => {
    const left = Math.max(0, allLimitMs - time.passed());
    return withinLimit(saying, { time, limitMs: Math.min(timeLimitMs, left) }, signal);
  };
  const given = [setup, solution, calls ?? ""].map((one) => JSON.stringify(one)).join(", ");
  const program = `import smcs_inputs\nsmcs_inputs.serve(${given})`;
  const request = { program, stopsItselfMs: stopsItselfAfter(allLimitMs), speaks: "program" } as const;
  try {
    let said = await heard(interpreter.begin(request));
    for (const input of inputs) {
      if ("message" in said) said = await heard(interpreter.tell(JSON.stringify(["run", input])));
      const result = resultOf(said);
      yield result;
      if (!("message" in said)) return;
    }
  } finally {
    interpreter.kill();
  }
}

function resultOf(said: Said | CodeResult): CodeResult {
  if ("status" in said) return said;
  if ("end" in said) {
    const early = "The code ended the program before its last input.";
    return said.end.status === "finished" ? { ...said.end, status: "error", error: early } : said.end;
  }
  const ran = v.safeParse(ranSchema, parsed(said.message));
  if (!ran.success) return { status: "error", stdout: "", error: "The program wrote into the channel to its host." };
  const [, stdout, error] = ran.output;
  return error === null ? { status: "finished", stdout, error: "" } : { status: "error", stdout: "", error };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
