import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import type { TestContext } from "node:test";
import { repositoryRoot } from "../vscode/repository.ts";

/** Maximum lifetime of a process that a test starts, in milliseconds. A longer one is killed, and its test fails. */
export const PROCESS_LIMIT = 60_000;

/** A build may not remove this folder: other processes write to it meanwhile. `npm ci` removes it. */
const CACHE = path.join(repositoryRoot, "node_modules", ".cache", "smcs");

/**
 * Variables for Node processes: the compile cache and the sandbox's snapshots are kept for the next process, which then
 * starts in a third of the time.
 */
export const keptForLater = {
  NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] ?? path.join(CACHE, "compiled"),
  SMCS_SANDBOX_CACHE: process.env["SMCS_SANDBOX_CACHE"] ?? path.join(CACHE, "sandbox"),
};

/** The end of a process. */
export interface EndedProcess {
  /** Null for a killed process. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process that a test started. */
export interface StartedProcess {
  readonly child: ChildProcess;
  /**
   * Resolves when standard output or standard error contains the text.
   *
   * @throws Error with everything that was printed when the process ends without it
   */
  readonly prints: (text: string) => Promise<void>;
  /** Rejects when the process had to be killed because it lived longer than its limit. */
  readonly ended: Promise<EndedProcess>;
}

export interface ProcessOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** In milliseconds; {@link PROCESS_LIMIT} when absent. */
  readonly limit?: number;
  /** Whether messages are exchanged with the process. */
  readonly talks?: boolean;
}

/** Starts a Node process, which ends with the test at the latest. @param args the script and its arguments */
export function startNode(
  t: Pick<TestContext, "after">,
  args: readonly string[],
  options: ProcessOptions = {},
): StartedProcess {
  return startProcess(t, process.execPath, args, options);
}

/** Starts a process, which ends with the test at the latest. */
export function startProcess(
  t: Pick<TestContext, "after">,
  program: string,
  args: readonly string[],
  { env = {}, cwd, limit = PROCESS_LIMIT, talks = false }: ProcessOptions = {},
): StartedProcess {
  const child = spawn(program, args, {
    // Windows finds npm's .cmd shim through a shell only.
    shell: process.platform === "win32" && program === "npm",
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, ...keptForLater, ...env },
    stdio: ["ignore", "pipe", "pipe", ...(talks ? (["ipc"] as const) : [])],
  });
  const output = { stdout: "", stderr: "" };
  const told = (): string => `${args.join(" ")}\n${output.stdout}${output.stderr}`;
  const waiting = new Set<() => void>();
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream]?.setEncoding("utf8").on("data", (text: string) => {
      output[stream] += text;
      for (const look of waiting) look();
    });
  }
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const tooLong = { is: false };
  const timer = setTimeout(() => {
    tooLong.is = true;
    child.kill("SIGKILL");
  }, limit);
  const ended = closed
    .finally(() => {
      clearTimeout(timer);
    })
    .then((status) => {
      if (tooLong.is) throw new Error(`This process had not ended after ${limit / 1000} s: ${told()}`);
      return { status, ...output };
    });
  // A test that fails before it waits for the end has its own error.
  ended.catch(() => undefined);
  t.after(async () => {
    child.kill("SIGKILL");
    await closed.catch(() => undefined);
  });
  const prints = async (text: string): Promise<void> => {
    const seen = new Promise<true>((resolve) => {
      const look = (): void => {
        if (output.stdout.includes(text) || output.stderr.includes(text)) resolve(true);
      };
      waiting.add(look);
      look();
    });
    if ((await Promise.race([seen, ended])) !== true) throw new Error(`The process ended without "${text}": ${told()}`);
  };
  return { child, prints, ended };
}
