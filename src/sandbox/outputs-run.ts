import * as v from "valibot";
import type { CodeResult, CodeWithInputs } from "../core/code-runner.ts";
import { type InterpreterProcess, type Said, withinLimit } from "./interpreter-process.ts";

/** What smcs_inputs says of an input: what the program printed, or a call's result, and the error that it ended with. */
const ranSchema = v.tuple([v.literal("ran"), v.string(), v.nullable(v.string())]);

/**
 * Hands inputs to a program, one after the other, and gives what came of each. Leaves no process behind, also where
 * nobody waits for the rest.
 */
export async function* outputsOf(
  interpreter: InterpreterProcess,
  { setup, solution, calls, inputs, timeLimitMs, allLimitMs }: CodeWithInputs,
  signal: AbortSignal,
): AsyncGenerator<CodeResult, undefined> {
  const stopAt = performance.now() + allLimitMs;
  const heard = (saying: Promise<Said>): Promise<Said | CodeResult> =>
    withinLimit(saying, Math.min(timeLimitMs, Math.max(0, stopAt - performance.now())), signal);
  const given = [setup, solution, calls ?? ""].map((one) => JSON.stringify(one)).join(", ");
  const program = `import smcs_inputs\nsmcs_inputs.serve(${given})`;
  const request = { program, timeLimitMs: allLimitMs, speaks: "program" } as const;
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
