import type { InterpreterProcess } from "./interpreter-process.ts";

/** How many interpreters wait, and when others take the places of those that were handed out. */
export interface SpareRule {
  /** How many wait at a time, from the first use or `warm` on. */
  readonly count: number;
  /** Milliseconds after the last one was handed out; 0 for at once. */
  readonly refillMs: number;
}

/** Interpreters that are started in advance. Each is handed out once. */
export class WarmSpares {
  readonly #start: () => Promise<InterpreterProcess>;
  readonly #count: number;
  readonly #refillMs: number;
  #spares: Promise<InterpreterProcess>[] = [];
  #refill: NodeJS.Timeout | undefined;
  #closed = false;

  constructor({ count, refillMs }: SpareRule, start: () => Promise<InterpreterProcess>) {
    this.#count = count;
    this.#refillMs = refillMs;
    this.#start = start;
  }

  /** Starts as many interpreters as wait at a time. */
  warm(): void {
    while (!this.#closed && this.#spares.length < this.#count) this.#spares.push(this.#begin());
  }

  /** Resolves with an interpreter once it is ready. @throws SandboxError when none can be started */
  async take(): Promise<InterpreterProcess> {
    const spare = this.#spares.shift();
    const taken = spare ?? this.#begin();
    this.#refillSoon();
    try {
      const interpreter = await readied(taken);
      if (!interpreter.gone) return interpreter;
    } catch (error) {
      if (spare === undefined) throw error;
    }
    // The system may have ended an interpreter that waited for long, or its start may have failed when memory was
    // short.
    return readied(this.#begin());
  }

  #refillSoon(): void {
    clearTimeout(this.#refill);
    if (this.#refillMs === 0) this.warm();
    else {
      this.#refill = setTimeout(() => {
        this.warm();
      }, this.#refillMs).unref();
    }
  }

  #begin(): Promise<InterpreterProcess> {
    const started = this.#start();
    // The caller of `take` receives the error; an interpreter may also never be taken.
    started.catch(() => undefined);
    return started;
  }

  /** Ends all waiting interpreters. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#refill);
    const spares = await Promise.allSettled(this.#spares.splice(0));
    for (const spare of spares) if (spare.status === "fulfilled") spare.value.kill();
  }
}

async function readied(starting: Promise<InterpreterProcess>): Promise<InterpreterProcess> {
  const interpreter = await starting;
  await interpreter.ready;
  return interpreter;
}
