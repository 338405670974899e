import { setImmediate as turn, setTimeout as pause } from "node:timers/promises";
import type { CodeResult } from "../core/code-runner.ts";
import { type Asked, waitedMs } from "./process-facts.ts";

/** How many times its limit a program may take on a machine so busy that the program hardly gets a turn. */
const MOST_TIMES = 10;

/** Milliseconds until a program ends its own process, should nobody outside do so, for its time limit in milliseconds. */
export function stopsItselfAfter(timeLimitMs: number): number {
  return timeLimitMs * MOST_TIMES + 1000;
}

/**
 * Measures how long a program has had: the time since this was made, less the time that its processes, or this thread,
 * which carries their messages, were ready to run and had no processor. So a busy machine makes no program wrong. At least
 * a tenth of the time counts. Outside of Linux, where no file tells how long a process waited, all of it counts.
 */
export class RunningTime {
  readonly #pids: readonly (number | undefined)[];
  readonly #began = performance.now();
  readonly #waitedOf: (one: Asked) => number;
  readonly #waitedBefore: number;

  /** @param pids of the interpreters, or of the walls around them; undefined where one did not start */
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

  /** Returns what the program has had so far, in milliseconds. */
  passed(): number {
    const waited = this.#waited() - this.#waitedBefore;
    const all = performance.now() - this.#began;
    return Math.max(all - Math.max(0, waited), all / MOST_TIMES);
  }

  /** Resolves when the program has had this many milliseconds more. @throws the signal's reason */
  async passes(moreMs: number, signal: AbortSignal): Promise<void> {
    // What went before pays for no waiting: at least a tenth of this time counts, too.
    const time = new RunningTime(this.#pids, this.#waitedOf);
    for (let rest = moreMs; rest > 0; rest = moreMs - time.passed()) {
      await pause(Math.max(rest, 1), undefined, { signal });
    }
    // Where this process had to wait itself, what a program said in time is read only now.
    await turn(undefined, { signal });
  }
}

/**
 * Returns what the work gives, or how it was stopped: by its limit in milliseconds of running time, or by the signal. The
 * interpreters that do the work are left as they are.
 */
export async function withinLimit<Given>(
  work: Promise<Given>,
  { time, limitMs }: { readonly time: RunningTime; readonly limitMs: number },
  signal: AbortSignal,
): Promise<Given | CodeResult> {
  const timer = new AbortController();
  const stopped = time.passes(limitMs, AbortSignal.any([signal, timer.signal])).then(
    (): CodeResult => ({ status: "timeout", stdout: "", error: `It took longer than ${limitMs} ms.` }),
    (): CodeResult => ({ status: "crashed", stdout: "", error: "The run was stopped." }),
  );
  try {
    return await Promise.race([work, stopped]);
  } finally {
    timer.abort();
  }
}
