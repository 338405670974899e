import { Buffer } from "node:buffer";
import type { QuickJSContext, QuickJSHandle } from "quickjs-emscripten-core";
import { now, sleep } from "./clock.ts";
import type { ProgramReply, ProgramRequest } from "./messages.ts";
import type { Input } from "./input.ts";
import { type Output, writeAll } from "./output.ts";
import { GUEST } from "./quickjs-source.ts";

/** Runs one program as a module, with its promises and timers, until nothing is left to do. */
export function runModule(
  context: QuickJSContext,
  request: ProgramRequest,
  { output, input }: { readonly output: Output; readonly input: Input },
): ProgramReply {
  const stopAt = Date.now() + request.stopsItselfMs;
  context.runtime.setInterruptHandler(() => Date.now() > stopAt);
  const { tools, peer } = beginGuest(context, request, { output, input });
  const problem = problemOf(context, { tools, peer, request, stopAt });
  if (problem === null && request.speaks === "program") serve(context, peer, input);
  if (problem === null) return output.reply("finished");
  return output.reply(problem.includes("InternalError: out of memory") ? "memory" : "error", problem);
}

/** Time that the program gets in one turn for promises that the tests did not await, in milliseconds. */
const AWAITED_MS = 100;

/** What the event loop works with. */
interface Loop {
  readonly tools: QuickJSHandle;
  readonly peer: QuickJSHandle;
  readonly request: ProgramRequest;
  readonly stopAt: number;
}

/** Runs the program. Returns the program's error as text; null when there was none. */
function problemOf(context: QuickJSContext, { tools, peer, request, stopAt }: Loop): string | null {
  const call = (on: QuickJSHandle, name: string, ...given: QuickJSHandle[]): unknown => {
    const result = context.callFunction(context.getProp(on, name), on, ...given);
    if (result.error !== undefined) throw new ProgramError(describe(context, result.error));
    return context.dump(result.value);
  };
  const judge = request.speaks === "judge" ? peer : null;
  try {
    const program = sideOf(request, (names) => call(peer, "known", listOf(context, names)) as string[]);
    const module = context.evalCode(program, "program.mjs", { type: "module" });
    if (module.error !== undefined) return describe(context, module.error);
    for (;;) {
      const jobs = context.runtime.executePendingJobs();
      if (jobs.error !== undefined) return describe(context, jobs.error);
      const state = context.getPromiseState(module.value);
      if (state.type === "rejected") return describe(context, state.error);
      if (state.type === "fulfilled" && request.speaks === "program") return null;
      const wait = Number(call(tools, "untilNextTimer"));
      const isWaiting = state.type === "pending" || wait >= 0;
      if (judge !== null && isWaiting && wait !== 0 && call(judge, "isOpen") === true) {
        call(judge, "idle", context.newNumber(wait < 0 ? stopAt - Date.now() : wait));
        continue;
      }
      if (judge !== null && wait < 0 && call(judge, "awaits") === true) {
        call(judge, "idle", context.newNumber(Math.min(AWAITED_MS, stopAt - Date.now())));
        continue;
      }
      if (wait < 0) {
        if (state.type === "pending") return "The program waits for a promise that nothing can settle any more.";
        return String(call(tools, "failures")).trim() || null;
      }
      if (Date.now() + wait > stopAt) return "The program waits beyond its time limit.";
      if (wait > 0) sleep(wait);
      call(tools, "fireNextTimer");
    }
  } catch (error) {
    if (error instanceof ProgramError) return error.message;
    throw error;
  }
}

/**
 * Returns the module's text: a program with getters of its names for the tests, or tests with the names that the
 * program has.
 */
function sideOf(
  { program, speaks, names = [] }: ProgramRequest,
  known: (names: readonly string[]) => string[],
): string {
  const peer = 'globalThis[Symbol.for("smcs.peer")]';
  if (speaks === "program") {
    const getters = names.map((name) => `${name}: () => ${name}`).join(", ");
    return `${program}\n;${peer}.register({ ${getters} });`;
  }
  if (speaks !== "judge") return program;
  const taken = known(names).map((name) => `let ${name} = ${peer}.take("${name}");`);
  return [...taken, program].join("\n");
}

/** Answers the judge's questions until the input ends. */
function serve(context: QuickJSContext, peer: QuickJSHandle, input: Input): void {
  writeLine('["ready"]');
  for (let line = input.line(); line !== null; line = input.line()) {
    context.unwrapResult(context.callFunction(context.getProp(peer, "answer"), peer, context.newString(line)));
  }
}

function writeLine(line: string): void {
  writeAll(1, Buffer.from(`${line}\n`));
}

function listOf(context: QuickJSContext, texts: readonly string[]): QuickJSHandle {
  const list = context.newArray();
  for (const [index, text] of texts.entries()) context.setProp(list, index, context.newString(text));
  return list;
}

/** An error that the program threw in a call from the event loop, such as a timer. */
class ProgramError extends Error {
  override readonly name = "ProgramError";
}

/** Takes the guest's tools that the snapshot left for the host, and gives the guest its host functions. */
function beginGuest(
  context: QuickJSContext,
  { speaks }: ProgramRequest,
  { output, input }: { readonly output: Output; readonly input: Input },
): Pick<Loop, "tools" | "peer"> {
  // Inside a function, because every program sees a script's constants.
  const take = `(() => { const guest = globalThis[${GUEST}]; delete globalThis[${GUEST}]; return guest; })()`;
  const guest = context.unwrapResult(context.evalCode(take, "guest.js"));
  const [tools, peer] = [context.getProp(guest, "tools"), context.getProp(guest, "peer")];
  const host = hostFor(context, { output, input });
  for (const name of ["untilNextTimer", "fireNextTimer"]) context.setProp(host, name, context.getProp(tools, name));
  context.setProp(host, "isJudge", speaks === "judge" ? context.true : context.false);
  const begin = (on: QuickJSHandle, ...given: QuickJSHandle[]): void => {
    context.unwrapResult(context.callFunction(context.getProp(on, "begin"), on, ...given));
  };
  begin(tools, host);
  const channel = context.getProp(peer, "side");
  begin(peer, host);
  if (speaks !== undefined) {
    context.setProp(context.global, context.unwrapResult(context.evalCode('Symbol.for("smcs.peer")')), channel);
  }
  return { tools, peer: channel };
}

/** Returns the functions of the host that the guest's own code can call. */
function hostFor(
  context: QuickJSContext,
  { output, input }: { readonly output: Output; readonly input: Input },
): QuickJSHandle {
  const host = context.newObject();
  const give = (
    name: string,
    work: (first: QuickJSHandle, second: QuickJSHandle) => QuickJSHandle | undefined,
  ): void => {
    context.setProp(host, name, context.newFunction(name, work));
  };
  give("write", (descriptor, text) => {
    output.write(context.getNumber(descriptor), Buffer.from(context.getString(text)));
    return undefined;
  });
  give("send", (text) => {
    const line = context.getString(text);
    // The parent would take any other text for a line of the interpreter itself.
    if (line.startsWith("[")) writeLine(line);
    return undefined;
  });
  give("receive", () => context.newString(input.line() ?? "null"));
  give("sleep", (ms) => {
    sleep(context.getNumber(ms));
    return undefined;
  });
  give("now", () => context.newNumber(now()));
  give("runJobs", () => {
    context.runtime.executePendingJobs();
    return undefined;
  });
  return host;
}

/** Returns name, message and stack of a thrown value. */
function describe(context: QuickJSContext, thrown: QuickJSHandle): string {
  if (context.typeof(thrown) !== "object") return `Uncaught ${String(context.dump(thrown))}`;
  const text = (name: string): string => {
    const handle = context.getProp(thrown, name);
    return context.typeof(handle) === "string" ? context.getString(handle) : "";
  };
  return `${text("name") || "Error"}: ${text("message")}\n${text("stack")}`.trim();
}
