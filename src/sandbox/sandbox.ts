import { createHash } from "node:crypto";
import * as v from "valibot";
import type { CodeResult, CodeSandbox, CodeWithInputs } from "../core/code-runner.ts";
import { errorText, type InterpreterProcess, isFlat, type Said } from "./interpreter-process.ts";
import { type Interpreters, openInterpreters, type SandboxOptions } from "./interpreters.ts";
import { judgedRun, sidesOf } from "./judged-run.ts";
import { RunningTime, stopsItselfAfter, withinLimit } from "./time-limit.ts";

/** Says that a machine lacks one of the sandbox's layers. */
export const NO_PERMISSIONS =
  "Node's permission model does not work here, so one layer of the sandbox is missing for code that models wrote; SECURITY.md says what the others hold.";

/** Runs code that a model wrote. Every method rejects with a SandboxError when no interpreter can be started. */
export interface Sandbox extends CodeSandbox, Pick<Interpreters, "hasPermissions" | "close"> {}

/** Reply of smcs_inputs to an input: the printed text or the call's result, and the error that ended it. */
const ranSchema = v.pipe(
  v.string(),
  v.check(isFlat),
  v.parseJson(),
  v.tuple([v.literal("ran"), v.string(), v.nullable(errorText)]),
);

/**
 * Creates a sandbox for code that a model wrote: Pyodide runs Python, QuickJS runs JavaScript and TypeScript. Each
 * program gets a fresh interpreter in a process of its own, which is killed after one use. Tests also get a fresh
 * interpreter, or one whose memory was reset; its process is reused for the next check of the same tests. SECURITY.md
 * describes the protections.
 */
export function createSandbox(options: SandboxOptions): Sandbox {
  const interpreters = openInterpreters(options);
  const stopOf = (signal: AbortSignal): AbortSignal => AbortSignal.any([signal, interpreters.closed]);
  return {
    warm: (language) => {
      const { programs, judges } = interpreters.of(language);
      programs.warm();
      judges.warm();
    },
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
      // A stopped judge may still send messages, and a flooded judge may be out of memory.
      if (stop.aborted || (result.status !== "finished" && result.status !== "error")) judge.kill();
      else judges.giveBack(tests, judge);
      return result;
    },
    outputs: async function* (code, signal) {
      yield* outputsOf(await interpreters.of("python").programs.take(), code, stopOf(signal));
    },
    hasPermissions: () => interpreters.hasPermissions(),
    close: () => interpreters.close(),
  };
}

/**
 * Gives a program one input after the other, and yields the result of each. Leaves no process behind, even when the
 * caller stops reading early.
 */
async function* outputsOf(
  interpreter: InterpreterProcess,
  { setup, solution, calls, inputs, timeLimitMs, allLimitMs }: CodeWithInputs,
  signal: AbortSignal,
): AsyncGenerator<CodeResult, undefined> {
  const time = new RunningTime([interpreter.pid]);
  const heard = async (saying: Promise<Said>): Promise<Said | CodeResult> => {
    const left = Math.max(0, allLimitMs - time.passed());
    const said = await withinLimit(saying, { time, limitMs: Math.min(timeLimitMs, left) }, signal);
    const isAllTime = "status" in said && said.status === "timeout" && left < timeLimitMs;
    return isAllTime ? { ...said, error: `All inputs together took longer than ${allLimitMs / 1000} s.` } : said;
  };
  const given = [setup, solution, calls ?? ""].map((one) => JSON.stringify(one)).join(", ");
  const program = `import smcs_inputs\nsmcs_inputs.serve(${given})`;
  const request = { program, stopsItselfMs: stopsItselfAfter(allLimitMs), speaks: "program" } as const;
  try {
    let said = await heard(interpreter.begin(request));
    for (const input of inputs) {
      if ("message" in said) said = await heard(interpreter.tell(JSON.stringify(["run", input])));
      if ("end" in said && said.end.status === "finished") return;
      yield resultOf(said);
      if (!("message" in said)) return;
    }
  } finally {
    interpreter.kill();
  }
}

function resultOf(said: Said | CodeResult): CodeResult {
  if ("status" in said) return said;
  if ("end" in said) return said.end;
  const ran = v.safeParse(ranSchema, said.message);
  if (!ran.success) return { status: "error", stdout: "", error: "The program wrote into the channel to its host." };
  const [, stdout, error] = ran.output;
  return error === null ? { status: "finished", stdout, error: "" } : { status: "error", stdout: "", error };
}
