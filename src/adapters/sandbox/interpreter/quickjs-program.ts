import { Buffer } from "node:buffer";
import type { QuickJSContext, QuickJSHandle, QuickJSRuntime } from "quickjs-emscripten-core";
import { now } from "./clock.ts";
import type { ProgramReply, ProgramRequest } from "./messages.ts";
import type { Input } from "./input.ts";
import { type Output, writeAll } from "./output.ts";
import { LOCALE } from "./quickjs-locale.ts";
import { QUICKJS_PEER } from "./quickjs-peer.ts";
import { PRELUDE } from "./quickjs-prelude.ts";
import { moduleName, moduleSource, PRELOAD } from "./quickjs-modules.ts";

/** How long after its limit a program is stopped from inside, should nobody have killed the process. */
const GRACE_MS = 1000;

/** Runs one program as a module, with its promises and timers, until nothing is left to do. */
export function runModule(
  runtime: QuickJSRuntime,
  request: ProgramRequest,
  { output, input }: { readonly output: Output; readonly input: Input },
): ProgramReply {
  const { stdin, timeLimitMs } = request;
  const stopAt = Date.now() + timeLimitMs + GRACE_MS;
  runtime.setInterruptHandler(() => Date.now() > stopAt);
  runtime.setModuleLoader(
    (name) => moduleSource(name) ?? { error: new Error(`Cannot find module '${name}'`) },
    (_, requested) => moduleName(requested),
  );
  const context = runtime.newContext();
  const tools = installPrelude(context, stdin, output);
  const peer = request.speaks === undefined ? null : installPeer(context, { tools, input, side: request.speaks });
  const problem = problemOf(context, { tools, peer, request, stopAt });
  if (problem === null && request.speaks === "program" && peer !== null) serve(context, peer, input);
  if (problem === null) return output.reply("finished");
  return output.reply(problem.includes("InternalError: out of memory") ? "memory" : "error", problem);
}

/** How long the program may go on at a time for promises that the tests have left behind, in milliseconds. */
const AWAITED_MS = 100;

/** What the event loop works with. */
interface Loop {
  readonly tools: QuickJSHandle;
  readonly peer: QuickJSHandle | null;
  readonly request: ProgramRequest;
  readonly stopAt: number;
}

/** What went wrong, as the program's own error says it; null when all went well. */
function problemOf(context: QuickJSContext, { tools, peer, request, stopAt }: Loop): string | null {
  const call = (on: QuickJSHandle, name: string, ...given: QuickJSHandle[]): unknown => {
    const result = context.callFunction(context.getProp(on, name), on, ...given);
    if (result.error !== undefined) throw new ProgramError(describe(context, result.error));
    return context.dump(result.value);
  };
  const judge = request.speaks === "judge" ? peer : null;
  try {
    const program = sideOf(
      request,
      (names) => call(peer as QuickJSHandle, "known", listOf(context, names)) as string[],
    );
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

/** The module's text: of a program with its names for the tests, of tests with those that the program has. */
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

/** Answers what the judge asks for, until nobody asks any more. */
function serve(context: QuickJSContext, peer: QuickJSHandle, input: Input): void {
  writeLine('["ready"]');
  for (let line = input.line(); line !== null; line = input.line()) {
    context.unwrapResult(context.callFunction(context.getProp(peer, "answer"), peer, context.newString(line)));
  }
}

function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function writeLine(line: string): void {
  writeAll(1, Buffer.from(`${line}\n`));
}

function listOf(context: QuickJSContext, texts: readonly string[]): QuickJSHandle {
  const list = context.newArray();
  for (const [index, text] of texts.entries()) context.setProp(list, index, context.newString(text));
  return list;
}

/** What the program threw in a timer. */
class ProgramError extends Error {
  override readonly name = "ProgramError";
}

function installPrelude(context: QuickJSContext, stdin: string | null, output: Output): QuickJSHandle {
  const write = context.newFunction("write", (descriptor, text) => {
    output.write(context.getNumber(descriptor), Buffer.from(context.getString(text)));
  });
  const clock = context.newFunction("now", () => context.newNumber(now()));
  const prelude = context.unwrapResult(context.evalCode(PRELUDE, "prelude.js", { type: "global" }));
  const tools = context.unwrapResult(
    context.callFunction(prelude, context.undefined, write, clock, context.newString(stdin ?? "")),
  );
  const locale = context.unwrapResult(context.evalCode(LOCALE, "locale.js", { type: "global" }));
  context.unwrapResult(context.callFunction(locale, context.undefined));
  context.unwrapResult(context.evalCode(PRELOAD, "preload.mjs", { type: "module" }));
  return tools;
}

/** Gives the program the side of the channel that it is. */
function installPeer(
  context: QuickJSContext,
  { tools, input, side }: { readonly tools: QuickJSHandle; readonly input: Input; readonly side: "program" | "judge" },
): QuickJSHandle {
  const host = context.newObject();
  const give = (name: string, work: (given: QuickJSHandle) => QuickJSHandle | undefined): void => {
    context.setProp(host, name, context.newFunction(name, work));
  };
  give("send", (text) => {
    const line = context.getString(text);
    // Whatever is no message would be taken for the interpreter's own words.
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
  for (const name of ["untilNextTimer", "fireNextTimer"]) context.setProp(host, name, context.getProp(tools, name));
  context.setProp(host, "isJudge", side === "judge" ? context.true : context.false);
  const make = context.unwrapResult(context.evalCode(QUICKJS_PEER, "peer.js", { type: "global" }));
  const peer = context.unwrapResult(context.callFunction(make, context.undefined, host));
  context.setProp(context.global, context.unwrapResult(context.evalCode('Symbol.for("smcs.peer")')), peer);
  return peer;
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
