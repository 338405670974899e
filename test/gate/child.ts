import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { constants } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { keptForLater } from "../support/processes/start-process.ts";
import { isGroupRunning, killGroup } from "../support/vscode/process-end.ts";

/** Groups of running processes. They are killed when this process ends. */
const running = new Set<number>();

process.once("exit", () => {
  for (const leader of running) killGroup(leader, "SIGKILL");
});

/** Timeout for programs to end by themselves when the gate is interrupted, in milliseconds. */
const END_LIMIT = 5000;

const interrupted = { is: false };

/** Never resolves: an interrupted gate does not report how its steps ended. */
const never = new Promise<never>(() => undefined);

/**
 * Makes the signals that end a program, such as Ctrl-C, also end everything that was started here. Tests then remove
 * their servers, editors and folders themselves. Programs that have not ended after five seconds, or at the second
 * signal, are killed.
 */
export function endOnSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      const end = (): void => process.exit(128 + constants.signals[signal]);
      if (interrupted.is) end();
      interrupted.is = true;
      console.log("Interrupted.");
      void endRunning().then(end);
    });
}

async function endRunning(): Promise<void> {
  const leaders = [...running];
  for (const leader of leaders) killGroup(leader, "SIGTERM");
  for (const end = performance.now() + END_LIMIT; leaders.some(isGroupRunning) && performance.now() < end;)
    await pause(50);
}

/** A program of a step, in a process group of its own. */
export interface Child {
  /** Resolves with the exit code, or with the signal that ended the program, once its output is in the log. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** Kills the program and everything that it has started. */
  readonly kill: () => void;
}

/**
 * Starts a program and appends its output to a log file. When the program ends, the processes that it left running are
 * killed.
 */
export function startChild(command: readonly string[], log: string, env: NodeJS.ProcessEnv = {}): Child {
  if (interrupted.is) return { ended: never, kill: () => undefined };
  const [name = "", ...args] = command;
  const windows = process.platform === "win32";
  // Windows has no process groups, and finds npm's .cmd shims only through a shell, which takes few arguments.
  const program = name === "node" ? process.execPath : name;
  const child = spawn(program, args, {
    stdio: ["ignore", "pipe", "pipe"],
    // Without this, Node inside a test would take its runner for a part of that test.
    env: { ...process.env, ...keptForLater, NODE_TEST_CONTEXT: undefined, ...env },
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
  // A process that the program left running would keep the output open, and `ended` would never resolve.
  child.once("exit", () => {
    if (!interrupted.is) kill();
    const close = setTimeout(() => {
      for (const stream of [child.stdout, child.stderr]) stream.destroy();
    }, END_LIMIT);
    child.once("close", () => {
      clearTimeout(close);
    });
  });
  const ended = (async () => {
    const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
    if (interrupted.is) await never;
    written.end();
    await once(written, "finish");
    return code ?? signal ?? "SIGKILL";
  })();
  return { ended, kill };
}
