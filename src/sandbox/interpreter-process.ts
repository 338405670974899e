import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import * as v from "valibot";
import type { CodeResult } from "../core/code-runner.ts";
import type { InterpreterPlan, ProgramRequest } from "./interpreter/messages.ts";
import { OVERHEAD_MB, passesMemoryLimit } from "./process-facts.ts";
import { SandboxError } from "./sandbox-error.ts";
import type { SandboxFiles } from "./sandbox-files.ts";
import { bareEnvironment, nodeFlags, type SystemWall } from "./walls.ts";

const readinessSchema = v.object({ ready: v.literal(true), permissions: v.boolean() });

/** The last lines of errors that are kept: some programs write megabytes into them. */
export const errorText = v.pipe(v.string(), v.transform(endsOf));

const replySchema = v.pipe(
  v.string(),
  v.check(isFlat),
  v.parseJson(),
  v.object({
    status: v.picklist(["finished", "error", "memory", "crashed"]),
    stdout: v.string(),
    error: errorText,
  }),
);

/**
 * Maximum length of a line, in characters: a message has at most 8 MiB, and a result less, whose output may be escaped
 * as six characters for each byte.
 */
const LINE_LIMIT = (1 << 23) + 100_000;

/** Timeout of an interpreter's start, in milliseconds. An interpreter that takes longer is broken, not slow. */
export const START_LIMIT_MS = 60_000;

/** Settings that all interpreter processes of a sandbox share. */
export interface ProcessSetting {
  readonly files: SandboxFiles;
  readonly wall: SystemWall;
  readonly memoryLimitMb: number;
}

/** Script and kind of an interpreter process. */
export interface ProcessKind {
  readonly entry: keyof SandboxFiles["entries"];
  readonly kind: InterpreterPlan["kind"];
}

/**
 * Starts an interpreter process.
 *
 * @param stdio of the child process; the snapshot is descriptor 3
 */
export function spawnInterpreter(
  { entry, kind }: ProcessKind,
  { files, wall, memoryLimitMb }: ProcessSetting,
  stdio: readonly ("pipe" | "ignore" | number)[],
): ChildProcess {
  const { pyodideFolder, quickjsWasm } = files;
  const plan: InterpreterPlan = { kind, pyodideFolder, quickjsWasm, memoryLimitMb };
  const args = [...nodeFlags(files, memoryLimitMb), files.entries[entry], JSON.stringify(plan)];
  const command = wall.around({ program: process.execPath, args }, files);
  return spawn(command.program, command.args, {
    cwd: path.parse(process.execPath).root,
    env: bareEnvironment(),
    stdio: [...stdio],
    windowsHide: true,
  });
}

/** What a program sends: a message for the other interpreter, or its result. */
export type Said = { readonly message: string } | { readonly end: CodeResult };

/** A process whose interpreter runs one program and ends. A judge's process starts a new interpreter for each check. */
export class InterpreterProcess {
  /**
   * Resolves with whether Node's permission model restricts the process. Rejects when the interpreter did not start.
   */
  ready: Promise<boolean>;
  readonly #child: ChildProcess;
  readonly #lines: AsyncGenerator<string>;
  readonly #ended: Promise<number | string | null>;
  readonly #limitMb: number;
  /** Aborted when the running program has ended. */
  #running = new AbortController();
  #stderr = "";
  #passedLimit = false;
  /** State of the interpreter: waiting for its program, running the program, or ended with a result. */
  #stage: "waiting" | "running" | "ended" = "waiting";

  /** @param memoryLimitMb of the program; the process may use OVERHEAD_MB more while the program runs */
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
    // Writing to an ended process fails. The missing reply reports the failure.
    child.stdin?.on("error", () => undefined);
    this.#lines = linesOf(child);
    this.ready = this.#started();
    this.ready.catch(() => undefined);
  }

  /** Waits for a judge's next interpreter if the last one was used. @returns false when the process can start none */
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
   * Starts the process's only program, or a judge's next one. To stop the program, kill the process.
   *
   * @returns the program's first message, or its result
   */
  begin(request: ProgramRequest): Promise<Said> {
    this.#stage = "running";
    this.#running = new AbortController();
    void this.#watchMemory(this.#running.signal);
    return this.tell(JSON.stringify(request));
  }

  /** Sends a message to the program. @returns the program's next message, or its result */
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
      const parsed = v.safeParse(replySchema, line.value);
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

  /** Id of the interpreter's process, or of the wall around that process; undefined when no process was started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Whether the process has already ended, for example because memory ran out. */
  get gone(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Kills the process, even while a program runs. */
  kill(): void {
    this.#running.abort();
    this.#child.kill("SIGKILL");
  }
}

async function* linesOf(child: ChildProcess): AsyncGenerator<string> {
  let begun: string[] = [];
  let length = 0;
  child.stdout?.setEncoding("utf8");
  for await (const chunk of (child.stdout ?? []) as AsyncIterable<string>) {
    const [rest = "", ...lines] = chunk.split("\n").reverse();
    for (const line of lines.reverse()) {
      yield [...begun, line].join("");
      [begun, length] = [[], 0];
    }
    begun.push(rest);
    length += rest.length;
    if (length > LINE_LIMIT) return;
  }
}

/** Maximum length of an error's beginning, and of its end, that are kept, in characters. */
const MOST_OF_ERROR = 4_000;

/** Returns a text, or its beginning and end if it is long, as a copy: a part would keep the whole text in memory. */
function endsOf(text: string): string {
  if (text.length <= 2 * MOST_OF_ERROR) return text;
  return Buffer.from(`${text.slice(0, MOST_OF_ERROR)}\n…\n${text.slice(-MOST_OF_ERROR)}`).toString();
}

/** Returns whether a line of JSON has no list or object within another: parsing millions of them takes a gigabyte. */
export function isFlat(line: string): boolean {
  let isText = false;
  for (let at = 1; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (character === '"') isText = !isText;
    else if (isText && character === "\\") at += 1;
    else if (!isText && (character === "[" || character === "{")) return false;
  }
  return true;
}
