import type { ChildProcess } from "node:child_process";
import pLimit from "p-limit";
import type { Task } from "../../core/question-bank/index.ts";
import type { CheckMeans, Verdict } from "../../core/tasks/index.ts";
import { messageOf } from "../../core/errors.ts";
import { startChild } from "./start-child.ts";

/** What the child is asked. */
export interface Check {
  readonly task: Task;
  readonly reply: string;
}

/** Judges replies in a process of its own. */
interface Checker {
  /** One check at a time, in the order of the calls; one that takes too long is `failed`. */
  readonly judge: CheckMeans["judge"];
  /** Ends the process. Checks that wait are refused. */
  close(): void;
}

interface CheckerOptions {
  /** checker-main.ts, or what it is built to. */
  readonly entry: URL;
  /** Milliseconds that a check may take. */
  readonly timeLimitMs?: number;
}

/**
 * A checker whose process starts with the first check, stays warm, and is killed and started anew when a check passes its
 * limit: nothing else stops a regular expression or a formula at work.
 */
export function createChecker({ entry, timeLimitMs = 5000 }: CheckerOptions): Checker {
  const oneAtATime = pLimit(1);
  let child: ChildProcess | undefined;
  let closed = false;

  // It may be closed while a process starts.
  const isClosed = (): boolean => closed;

  const judge = async (task: Task, reply: string, signal: AbortSignal): Promise<Verdict> => {
    signal.throwIfAborted();
    if (isClosed()) return CLOSED;
    try {
      if (child?.connected !== true) child = await startChild(entry);
    } catch (error) {
      return { kind: "failed", detail: messageOf(error) };
    }
    signal.throwIfAborted();
    if (isClosed()) {
      child.kill("SIGKILL");
      return CLOSED;
    }
    return ask(child, { task, reply }, timeLimitMs, signal);
  };

  return {
    judge: (task, reply, signal) => oneAtATime(() => judge(task, reply, signal)),
    close() {
      closed = true;
      child?.kill("SIGKILL");
    },
  };
}

const CLOSED: Verdict = { kind: "failed", detail: "The checker process was closed." };

/** Sends one check; the child is killed when it, or the caller, runs out of time. */
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
    // A process that is just ending takes nothing any more; its end says so.
    child.send(check, () => undefined);
  });
}
