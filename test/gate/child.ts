import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { killGroup } from "../support/vscode/process-end.ts";

/** Groups of processes that are running; none of them outlives this process. */
const running = new Set<number>();

process.once("exit", () => {
  for (const leader of running) killGroup(leader, "SIGKILL");
});

/** A program of a step, in a process group of its own. */
export interface Child {
  /** Resolves with the exit code, or the signal that ended it, once its output is in the log. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** Ends the program and all that it has started. */
  readonly kill: () => void;
}

/** Starts a program whose output goes to the end of a log file. What it leaves running is ended with it. */
export function startChild(command: readonly string[], log: string, env: NodeJS.ProcessEnv = {}): Child {
  const [name = "", ...args] = command;
  const windows = process.platform === "win32";
  // Windows has no process groups, and finds npm's .cmd shims through a shell only, which takes few arguments.
  const program = name === "node" ? process.execPath : name;
  const child = spawn(program, args, {
    stdio: ["ignore", "pipe", "pipe"],
    // Inside a test, Node would take its runner for a part of that test.
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, ...env },
    detached: !windows,
    shell: windows && program !== process.execPath,
  });
  const { pid } = child;
  const written = createWriteStream(log, { flags: "a" });
  child.stdout.pipe(written, { end: false });
  child.stderr.pipe(written, { end: false });
  const kill = (): void => {
    if (pid === undefined) return;
    if (windows) child.kill("SIGKILL");
    else killGroup(pid, "SIGKILL");
    running.delete(pid);
  };
  if (pid !== undefined) running.add(pid);
  // A process that it left running would keep the output open, and `ended` would never resolve.
  child.once("exit", kill);
  const ended = (async () => {
    const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
    written.end();
    await once(written, "finish");
    return code ?? signal ?? "SIGKILL";
  })();
  return { ended, kill };
}
