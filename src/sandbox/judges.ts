import type { InterpreterProcess } from "./interpreter-process.ts";
import { type SpareRule, WarmSpares } from "./warm-spares.ts";

/**
 * Number of checks that a judge's process runs before a new process replaces it and discards everything it accumulated.
 */
const CHECKS_OF_ONE = 100;

/**
 * How long a process waits for its next check, in milliseconds. The limit exists because tests may leave work running
 * that uses the processor.
 */
export const WAITS_MS = 10_000;

/** A process that waits for another check with the same tests. */
interface Waiting {
  readonly tests: string;
  readonly judge: InterpreterProcess;
  /** Timer that ends the process. */
  readonly timer: NodeJS.Timeout;
}

/**
 * Pool of processes that run tests, one check at a time, each check as if in a new interpreter. A process is reused
 * only for the same tests: tests come from untrusted files, and could make the process give wrong results later.
 */
export class Judges {
  readonly #fresh: WarmSpares;
  readonly #most: number;
  #waiting: Waiting[] = [];
  readonly #checks = new WeakMap<InterpreterProcess, number>();
  #closed = false;

  /** @param rule of the fresh processes; as many used ones wait at a time */
  constructor(rule: SpareRule, start: () => Promise<InterpreterProcess>) {
    this.#fresh = new WarmSpares(rule, start);
    this.#most = rule.count;
  }

  /** Starts the processes that wait for a check of any tests. */
  warm(): void {
    this.#fresh.warm();
  }

  /**
   * Resolves with a process whose interpreter is ready.
   *
   * @param tests key of the tests; equal for equal tests
   * @throws SandboxError when no process can be started
   */
  async take(tests: string): Promise<InterpreterProcess> {
    for (;;) {
      const found = this.#waiting.findLast((one) => one.tests === tests);
      if (found === undefined) return this.#fresh.take();
      this.#remove(found);
      if (await isReady(found.judge)) return found.judge;
    }
  }

  /**
   * Keeps the process for another check of its tests if its last program ended with a result. Otherwise ends the
   * process.
   */
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

  /** Ends all waiting processes. */
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
