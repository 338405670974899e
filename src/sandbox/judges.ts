import type { InterpreterProcess } from "./interpreter-process.ts";
import { WarmSpares } from "./warm-spares.ts";

/** Checks that a judge's process does before another one takes its place: whatever it has gathered goes with it. */
const CHECKS_OF_ONE = 100;

/** Milliseconds that one waits for its next check: tests may have left something running that takes the processor. */
export const WAITS_MS = 10_000;

/** A process that waits for another check of the same tests. */
interface Waiting {
  readonly tests: string;
  readonly judge: InterpreterProcess;
  /** Ends it. */
  readonly timer: NodeJS.Timeout;
}

/**
 * Processes that run tests, one check at a time, each as if in an interpreter of its own. A process goes on with the next
 * check of the same tests only: tests come from files that anybody wrote, and could tell the process what to say later.
 */
export class Judges {
  readonly #fresh: WarmSpares;
  readonly #most: number;
  #waiting: Waiting[] = [];
  readonly #checks = new WeakMap<InterpreterProcess, number>();
  #closed = false;

  /** @param most how many wait at a time: fresh ones, and ones that were used */
  constructor(most: number, start: () => Promise<InterpreterProcess>) {
    this.#fresh = new WarmSpares(most, start);
    this.#most = most;
  }

  /**
   * A process whose interpreter is ready, or as soon as it is.
   *
   * @param tests equal for equal tests
   * @throws SandboxError when none can be started
   */
  async take(tests: string): Promise<InterpreterProcess> {
    for (;;) {
      const found = this.#waiting.findLast((one) => one.tests === tests);
      if (found === undefined) return this.#fresh.take();
      this.#remove(found);
      if (await isReady(found.judge)) return found.judge;
    }
  }

  /** Keeps the process for another check of its tests if the last one came to an end; else ends it. */
  giveBack(tests: string, judge: InterpreterProcess): void {
    const checks = (this.#checks.get(judge) ?? 0) + 1;
    this.#checks.set(judge, checks);
    if (this.#closed || checks >= CHECKS_OF_ONE || !judge.renew()) {
      judge.kill();
      return;
    }
    const timer = setTimeout(() => {
      this.#end(one);
    }, WAITS_MS).unref();
    const one = { tests, judge, timer };
    this.#waiting.push(one);
    const [oldest] = this.#waiting;
    if (this.#waiting.length > this.#most && oldest !== undefined) this.#end(oldest);
  }

  #remove(one: Waiting): void {
    clearTimeout(one.timer);
    this.#waiting = this.#waiting.filter((other) => other !== one);
  }

  #end(one: Waiting): void {
    this.#remove(one);
    one.judge.kill();
  }

  /** Ends all that wait. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const one of this.#waiting) this.#end(one);
    await this.#fresh.close();
  }
}

async function isReady(judge: InterpreterProcess): Promise<boolean> {
  const started = await judge.ready.then(
    () => true,
    () => false,
  );
  return started && !judge.gone;
}
