import type { InterpreterProcess } from "./interpreter-process.ts";

/** Interpreters that are started in advance. Each is handed out once. */
export class WarmSpares {
  readonly #start: () => Promise<InterpreterProcess>;
  readonly #count: number;
  #spares: Promise<InterpreterProcess>[] = [];
  #closed = false;

  /** @param count how many interpreters wait at a time, from the first use or `warm` on */
  constructor(count: number, start: () => Promise<InterpreterProcess>) {
    this.#count = count;
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
    this.warm();
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

  #begin(): Promise<InterpreterProcess> {
    const started = this.#start();
    // The caller of `take` receives the error; an interpreter may also never be taken.
    started.catch(() => undefined);
    return started;
  }

  /** Ends all waiting interpreters. */
  async close(): Promise<void> {
    this.#closed = true;
    const spares = await Promise.allSettled(this.#spares.splice(0));
    for (const spare of spares) if (spare.status === "fulfilled") spare.value.kill();
  }
}

async function readied(starting: Promise<InterpreterProcess>): Promise<InterpreterProcess> {
  const interpreter = await starting;
  await interpreter.ready;
  return interpreter;
}
