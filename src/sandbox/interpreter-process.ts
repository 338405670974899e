import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import * as v from "valibot";
import type { CodeResult } from "../core/code-runner.ts";
import { OUTPUT_LIMIT, type InterpreterPlan, type ProgramRequest } from "./interpreter/messages.ts";
import { OVERHEAD_MB, passesMemoryLimit } from "./process-facts.ts";
import { SandboxError } from "./sandbox-error.ts";
import type { SandboxFiles } from "./sandbox-files.ts";
import { bareEnvironment, nodeFlags, type SystemWall } from "./walls.ts";

const readinessSchema = v.object({ ready: v.literal(true), permissions: v.boolean() });

const replySchema = v.object({
  status: v.picklist(["finished", "error", "memory", "crashed"]),
  stdout: v.string(),
  error: v.string(),
});

/** No line is longer: every byte of output may be escaped as six characters, and a message has 8 MiB at most. */
const LINE_LIMIT = Math.max(OUTPUT_LIMIT * 6, 1 << 23) + 100_000;

/** Until an interpreter waits for its program; then something is broken, not slow. */
export const START_LIMIT_MS = 60_000;

/** What every process is started with. */
export interface ProcessSetting {
  readonly files: SandboxFiles;
  readonly wall: SystemWall;
  readonly permissions: boolean;
  readonly memoryLimitMb: number;
}

/** Which process it is. */
export interface ProcessKind {
  readonly entry: keyof SandboxFiles["entries"];
  readonly kind: InterpreterPlan["kind"];
}

/**
 * Starts a process with the interpreter's script.
 *
 * @param stdio of the child; the snapshot is descriptor 3
 */
export function spawnInterpreter(
  { entry, kind }: ProcessKind,
  { files, wall, permissions, memoryLimitMb }: ProcessSetting,
  stdio: readonly ("pipe" | "ignore" | number)[],
): ChildProcess {
  const { pyodideFolder, quickjsWasm } = files;
  const plan: InterpreterPlan = { kind, pyodideFolder, quickjsWasm, memoryLimitMb };
  const args = [...nodeFlags(files, memoryLimitMb, permissions), files.entries[entry], JSON.stringify(plan)];
  const command = wall.around({ program: process.execPath, args }, files);
  return spawn(command.program, command.args, {
    cwd: path.parse(process.execPath).root,
    env: bareEnvironment(),
    stdio: [...stdio],
    windowsHide: true,
  });
}

/** What a program says: a message for another interpreter, or its end. */
export type Said = { readonly message: string } | { readonly end: CodeResult };

/** An interpreter that runs one program and is gone, or a judge's, which has a new one for each check. */
export class InterpreterProcess {
  /** Resolves with whether Node's permission model holds the process; rejects when the interpreter did not start. */
  ready: Promise<boolean>;
  readonly #child: ChildProcess;
  readonly #lines: AsyncGenerator<string>;
  readonly #ended: Promise<number | string | null>;
  readonly #limitMb: number;
  /** Aborted when the program that runs has come to its end. */
  #running = new AbortController();
  #stderr = "";
  #passedLimit = false;
  /** Whether the interpreter waits for its program, has it, or has told how it ended. */
  #stage: "waiting" | "running" | "ended" = "waiting";

  /** @param memoryLimitMb of its program; the process may keep OVERHEAD_MB more in memory while that runs */
  constructor(child: ChildProcess, memoryLimitMb: number) {
    this.#child = child;
    this.#limitMb = memoryLimitMb + OVERHEAD_MB;
    this.#ended = new Promise((resolve) => {
      child.once("error", (error) => {
        this.#stderr += error.message;
        resolve(null);
      });
      child.once("close", (code, signal) => {
        this.#running.abort();
        resolve(signal ?? code);
      });
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-4000);
    });
    // A process that is gone takes no program; that shows in its missing reply.
    child.stdin?.on("error", () => undefined);
    this.#lines = linesOf(child);
    this.ready = this.#started();
    this.ready.catch(() => undefined);
  }

  /** Waits for the next interpreter of a judge, where the last one was used. @returns false where none can come */
  renew(): boolean {
    if (this.#stage === "running" || this.gone) return false;
    if (this.#stage === "ended") {
      this.#stage = "waiting";
      this.ready = this.#started();
      this.ready.catch(() => undefined);
    }
    return true;
  }

  async #started(): Promise<boolean> {
    const timer = setTimeout(() => {
      this.kill();
    }, START_LIMIT_MS);
    try {
      const line = await this.#lines.next();
      if (line.done !== true) return v.parse(readinessSchema, JSON.parse(line.value)).permissions;
      const end = await this.#ended;
      throw new SandboxError(`The sandbox's interpreter did not start (it ended with ${String(end)}): ${this.#stderr}`);
    } catch (error) {
      this.kill();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Begins the process's only program, or a judge's next one. Who ends it kills the process.
   *
   * @returns what it says first
   */
  begin(request: ProgramRequest): Promise<Said> {
    this.#stage = "running";
    this.#running = new AbortController();
    void this.#watchMemory(this.#running.signal);
    return this.tell(JSON.stringify(request));
  }

  /** Hands a message over. @returns what the program says next, or how it ended */
  async tell(message: string): Promise<Said> {
    this.#child.stdin?.write(`${message}\n`);
    const line = await this.#lines.next();
    if (line.done !== true && line.value.startsWith("[")) return { message: line.value };
    return { end: await this.#result(line) };
  }

  async #watchMemory(running: AbortSignal): Promise<void> {
    const { pid } = this;
    if (pid === undefined || !(await passesMemoryLimit(pid, this.#limitMb, running))) return;
    this.#passedLimit = true;
    this.kill();
  }

  async #result(line: IteratorResult<string>): Promise<CodeResult> {
    const end = line.done === true ? await this.#ended : null;
    if (this.#passedLimit) {
      const error = `The program's process took more than ${this.#limitMb} MiB of memory.`;
      return { status: "memory", stdout: "", error };
    }
    if (line.done !== true) {
      const parsed = v.safeParse(replySchema, parsedJson(line.value));
      if (parsed.success) {
        this.#stage = "ended";
        this.#running.abort();
        return parsed.output;
      }
    }
    const memory = /heap out of memory|Array buffer allocation failed/.test(this.#stderr);
    const error = this.#stderr.trim() || `The interpreter ended with ${String(end)}.`;
    return { status: memory ? "memory" : "crashed", stdout: "", error };
  }

  /** Its process, or the wall's around it; undefined where none could be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Whether it is gone already, by a shortage of memory for one. */
  get gone(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Ends the process, whatever it is doing. */
  kill(): void {
    this.#running.abort();
    this.#child.kill("SIGKILL");
  }
}

async function* linesOf(child: ChildProcess): AsyncGenerator<string> {
  let text = "";
  child.stdout?.setEncoding("utf8");
  for await (const chunk of (child.stdout ?? []) as AsyncIterable<string>) {
    text += chunk;
    if (text.length > LINE_LIMIT) return;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
      yield text.slice(0, end);
      text = text.slice(end + 1);
    }
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
