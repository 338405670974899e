import { Buffer } from "node:buffer";
import type { QuickJSContext, QuickJSHandle, QuickJSRuntime } from "quickjs-emscripten-core";
import type { ProgramReply, ProgramRequest } from "./messages.ts";
import type { Output } from "./output.ts";
import { LOCALE } from "./quickjs-locale.ts";
import { PRELUDE } from "./quickjs-prelude.ts";
import { moduleName, moduleSource, PRELOAD } from "./quickjs-modules.ts";

/** How long after its limit a program is stopped from inside, should nobody have killed the process. */
const GRACE_MS = 1000;

/** Runs one program as a module, with its promises and timers, until nothing is left to do. */
export function runModule(
  runtime: QuickJSRuntime,
  { program, stdin, timeLimitMs }: ProgramRequest,
  output: Output,
): ProgramReply {
  const stopAt = Date.now() + timeLimitMs + GRACE_MS;
  runtime.setInterruptHandler(() => Date.now() > stopAt);
  runtime.setModuleLoader(
    (name) => moduleSource(name) ?? { error: new Error(`Cannot find module '${name}'`) },
    (_, requested) => moduleName(requested),
  );
  const context = runtime.newContext();
  const tools = installPrelude(context, stdin, output);
  const problem = problemOf(context, tools, program, stopAt);
  if (problem === null) return output.reply("finished");
  return output.reply(problem.includes("InternalError: out of memory") ? "memory" : "error", problem);
}

/** What went wrong, as the program's own error says it; null when all went well. */
function problemOf(context: QuickJSContext, tools: QuickJSHandle, program: string, stopAt: number): string | null {
  const call = (name: string): string | number => {
    const result = context.callFunction(context.getProp(tools, name), context.undefined);
    if (result.error !== undefined) throw new ProgramError(describe(context, result.error));
    return context.dump(result.value) as string | number;
  };
  try {
    const module = context.evalCode(program, "program.mjs", { type: "module" });
    if (module.error !== undefined) return describe(context, module.error);
    for (;;) {
      const jobs = context.runtime.executePendingJobs();
      if (jobs.error !== undefined) return describe(context, jobs.error);
      const state = context.getPromiseState(module.value);
      if (state.type === "rejected") return describe(context, state.error);
      const wait = Number(call("untilNextTimer"));
      if (wait < 0) {
        if (state.type === "pending") return "The program waits for a promise that nothing can settle any more.";
        return String(call("failures")).trim() || null;
      }
      if (Date.now() + wait > stopAt) return "The program waits beyond its time limit.";
      if (wait > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
      call("fireNextTimer");
    }
  } catch (error) {
    if (error instanceof ProgramError) return error.message;
    throw error;
  }
}

/** What the program threw in a timer. */
class ProgramError extends Error {
  override readonly name = "ProgramError";
}

function installPrelude(context: QuickJSContext, stdin: string | null, output: Output): QuickJSHandle {
  const write = context.newFunction("write", (descriptor, text) => {
    output.write(context.getNumber(descriptor), Buffer.from(context.getString(text)));
  });
  const now = context.newFunction("now", () => context.newNumber(performance.now()));
  const prelude = context.unwrapResult(context.evalCode(PRELUDE, "prelude.js", { type: "global" }));
  const tools = context.unwrapResult(
    context.callFunction(prelude, context.undefined, write, now, context.newString(stdin ?? "")),
  );
  const locale = context.unwrapResult(context.evalCode(LOCALE, "locale.js", { type: "global" }));
  context.unwrapResult(context.callFunction(locale, context.undefined));
  context.unwrapResult(context.evalCode(PRELOAD, "preload.mjs", { type: "module" }));
  return tools;
}

/** Name, message and stack of whatever was thrown. */
function describe(context: QuickJSContext, thrown: QuickJSHandle): string {
  if (context.typeof(thrown) !== "object") return `Uncaught ${String(context.dump(thrown))}`;
  const text = (name: string): string => {
    const handle = context.getProp(thrown, name);
    return context.typeof(handle) === "string" ? context.getString(handle) : "";
  };
  return `${text("name") || "Error"}: ${text("message")}\n${text("stack")}`.trim();
}
