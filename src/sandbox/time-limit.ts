import { setImmediate as turn, setTimeout as pause } from "node:timers/promises";
import type { CodeResult } from "../core/code-runner.ts";
import { type Asked, waitedMs } from "./process-facts.ts";

/**
 * Factor by which a program may exceed its time limit on a machine so busy that the program hardly gets a processor.
 */
const MOST_TIMES = 10;

/**
 * Returns how many milliseconds a program with this time limit runs before it ends its own process, in case no other
 * process does so.
 */
export function stopsItselfAfter(timeLimitMs: number): number {
  return timeLimitMs * MOST_TIMES + 1000;
}

/**
 * Measures a program's running time: the time since the constructor ran, minus the time in which the program's
 * processes, or this thread, which carries their messages, were ready to run but had no processor. So a busy machine
 * makes no program fail. At least a tenth of the time counts. Outside of Linux all of it counts, because no file tells
 * how long a process waited.
 */
export class RunningTime {
  readonly #pids: readonly (number | undefined)[];
  readonly #began = performance.now();
  readonly #waitedOf: (one: Asked) => number;
  readonly #waitedBefore: number;

  /** @param pids of the interpreters, or of the walls around them; undefined for one that did not start */
  constructor(pids: readonly (number | undefined)[], waitedOf = waitedMs) {
    this.#pids = pids;
    this.#waitedOf = waitedOf;
    this.#waitedBefore = this.#waited();
  }

  #waited(): number {
    return ["thread-self" as const, ...this.#pids].reduce<number>(
      (sum, one) => sum + (one === undefined ? 0 : this.#waitedOf(one)),
      0,
    );
  }

  /** Returns the running time so far, in milliseconds. */
  passed(): number {
    const waited = this.#waited() - this.#waitedBefore;
    const all = performance.now() - this.#began;
    return Math.max(all - Math.max(0, waited), all / MOST_TIMES);
  }

  /** Resolves after this many further milliseconds of running time. @throws the signal's reason */
  async passes(moreMs: number, signal: AbortSignal): Promise<void> {
    // A new measurement, so that earlier time does not offset waiting: at least a tenth of this time counts, too.
    const time = new RunningTime(this.#pids, this.#waitedOf);
    for (let rest = moreMs; rest > 0; rest = moreMs - time.passed()) {
      await pause(Math.max(rest, 1), undefined, { signal });
    }
    // If this process had to wait itself, messages that the program sent in time are only read now.
    await turn(undefined, { signal });
  }
}

/**
 * Resolves with the work's result, or with the reason why it was stopped: the limit, in milliseconds of running time,
 * or the signal. Does not stop the interpreters that do the work.
 */
export async function withinLimit<Given>(
  work: Promise<Given>,
  { time, limitMs }: { readonly time: RunningTime; readonly limitMs: number },
  signal: AbortSignal,
): Promise<Given | CodeResult> {
  const timer = new AbortController();
  const stopped = time.passes(limitMs, AbortSignal.any([signal, timer.signal])).then(
    (): CodeResult => ({ status: "timeout", stdout: "", error: `The code did not end within ${limitMs / 1000} s.` }),
    (): CodeResult => ({ status: "crashed", stdout: "", error: "The run was stopped." }),
  );
  try {
    return await Promise.race([work, stopped]);
  } finally {
    timer.abort();
  }
}
