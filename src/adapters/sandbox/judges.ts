import type { InterpreterProcess } from "./interpreter-process.ts";

/** Checks that a judge's process does before another one takes its place: whatever it has gathered goes with it. */
const MOST_CHECKS = 100;

/**
 * Processes that run tests, each those of one check at a time, and each check in an interpreter of its own. They go on with
 * the next check, since no model's code ever ran in them.
 */
export class Judges {
  readonly #start: () => Promise<InterpreterProcess>;
  readonly #waiting: InterpreterProcess[] = [];
  readonly #checks = new WeakMap<InterpreterProcess, number>();
  #closed = false;

  constructor(start: () => Promise<InterpreterProcess>) {
    this.#start = start;
  }

  /** A process whose interpreter is ready, or as soon as it is. @throws SandboxError when none can be started */
  async take(): Promise<InterpreterProcess> {
    for (let judge = this.#waiting.pop(); judge !== undefined; judge = this.#waiting.pop()) {
      if (await isReady(judge)) return judge;
    }
    const judge = await this.#start();
    await judge.ready;
    return judge;
  }

  /** Keeps the process for another check if its last one came to an end; else ends it. */
  giveBack(judge: InterpreterProcess): void {
    const checks = (this.#checks.get(judge) ?? 0) + 1;
    this.#checks.set(judge, checks);
    if (this.#closed || checks >= MOST_CHECKS || !judge.renew()) judge.kill();
    else this.#waiting.push(judge);
  }

  /** Ends all that wait. */
  close(): void {
    this.#closed = true;
    for (const judge of this.#waiting.splice(0)) judge.kill();
  }
}

async function isReady(judge: InterpreterProcess): Promise<boolean> {
  const started = await judge.ready.then(
    () => true,
    () => false,
  );
  return started && !judge.gone;
}
