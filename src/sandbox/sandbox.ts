import { createHash } from "node:crypto";
import type { CodeSandbox } from "../core/code-runner.ts";
import { type Interpreters, openInterpreters, type SandboxOptions } from "./interpreters.ts";
import { judgedRun, sidesOf } from "./judged-run.ts";
import { outputsOf } from "./outputs-run.ts";

/** Where no interpreter can be started at all, everything rejects with a SandboxError. */
export interface Sandbox extends CodeSandbox, Pick<Interpreters, "protection" | "close"> {}

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
        .update(JSON.stringify({ ...sides.judge, timeLimitMs: null }))
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
