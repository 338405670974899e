import type { ChildProcess } from "node:child_process";
import pLimit from "p-limit";
import type { Task } from "../../core/question-bank/index.ts";
import type { CheckMeans, Verdict } from "../../core/tasks/index.ts";
import { messageOf } from "../../core/errors.ts";
import { startChild } from "./start-child.ts";

/** Message to the child process. */
export interface Check {
  readonly task: Task;
  readonly reply: string;
}

/** Judges replies in a separate process. */
interface Checker {
  /** Runs one check at a time, in the order of the calls. A check that takes too long resolves as `failed`. */
  readonly judge: CheckMeans["judge"];
  /** Returns whether Node's permission model restricts the process; undefined before the first start. */
  readonly isRestricted: () => boolean | undefined;
  /** Ends the process. Running and waiting checks resolve as `failed`. */
  close(): void;
}

interface CheckerOptions {
  /** URL of checker-main.ts, or of its bundle. */
  readonly entry: URL;
  /** Timeout of a check, in milliseconds. */
  readonly timeLimitMs?: number;
}

/**
 * Creates a checker. Its process starts with the first check and is reused. A check that passes its timeout kills the
 * process, and the next check starts a new one: nothing else stops a running regular expression or formula.
 */
export function createChecker({ entry, timeLimitMs = 5000 }: CheckerOptions): Checker {
  const oneAtATime = pLimit(1);
  let child: ChildProcess | undefined;
  let isRestricted: boolean | undefined;
  let closed = false;

  // A function, because the checker may be closed while a process starts.
  const isClosed = (): boolean => closed;

  const judge = async (task: Task, reply: string, signal: AbortSignal): Promise<Verdict> => {
    signal.throwIfAborted();
    if (isClosed()) return CLOSED;
    try {
      if (child?.connected !== true) ({ child, isRestricted } = await startChild(entry));
    } catch (error) {
      return { kind: "failed", detail: messageOf(error) };
    }
    signal.throwIfAborted();
    if (isClosed()) {
      child.kill("SIGKILL");
      return CLOSED;
    }
    const verdict = await ask(child, { task, reply }, timeLimitMs, signal);
    return verdict.kind === "failed" && isClosed() ? CLOSED : verdict;
  };

  return {
    judge: (task, reply, signal) => oneAtATime(() => judge(task, reply, signal)),
    isRestricted: () => isRestricted,
    close() {
      closed = true;
      child?.kill("SIGKILL");
    },
  };
}

const CLOSED: Verdict = { kind: "failed", detail: "The checker process was closed." };

/** Sends one check to the child process. Kills the process when the check times out or the caller cancels. */
function ask(child: ChildProcess, check: Check, timeLimitMs: number, signal: AbortSignal): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
      child.off("message", answer).off("exit", exit);
    };
    const kill = (): void => {
      end();
      if (child.connected) child.disconnect();
      child.kill("SIGKILL");
    };
    const answer = (verdict: Verdict): void => {
      end();
      resolve(verdict);
    };
    const exit = (): void => {
      end();
      resolve({
        kind: "failed",
        detail: "The checker process ended during the check, most likely for want of memory.",
      });
    };
    const abort = (): void => {
      kill();
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      kill();
      resolve({ kind: "failed", detail: `The check did not end within ${timeLimitMs / 1000} s.` });
    }, timeLimitMs);
    signal.addEventListener("abort", abort, { once: true });
    child.on("message", answer).on("exit", exit);
    // Sending to a process that is ending fails. The `exit` event reports the failure.
    child.send(check, () => undefined);
  });
}
