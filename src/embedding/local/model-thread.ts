import { Worker } from "node:worker_threads";
import { messageOf } from "../../core/errors.ts";
import { type Answer, parseAnswer, type Request, type Setup } from "./messages.ts";

/** Megabytes of a worker's heap: texts and tokens. The model itself lies outside of it. */
const HEAP_LIMIT = 1024;

/** Why a worker is of no use any more. */
export class ThreadFailure extends Error {
  override readonly name = "ThreadFailure";
  /** Ended by its owner, too slow so that another one would be, too, or whatever else. */
  readonly kind: "ended" | "too-slow" | "broken";

  constructor(message: string, kind: ThreadFailure["kind"] = "broken") {
    super(message);
    this.kind = kind;
  }
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (failure: ThreadFailure) => void;
}

/**
 * A worker with one model, which takes one request at a time. It keeps the process alive only while it works, and it is
 * ended by the first failure: then `failed` is set, and everything rejects with it.
 */
export class ModelThread {
  /** Resolves when the model is loaded. @throws ThreadFailure when it cannot be */
  readonly loaded: Promise<void>;
  readonly #worker: Worker;
  #failed: ThreadFailure | null = null;
  #waiting: Waiting | null = null;

  /** @param loadMs milliseconds that loading may take */
  constructor(file: URL | string, setup: Setup, loadMs: number) {
    // No environment: whatever keys it holds are no business of a model's. Output is nobody's, and is not even read:
    // whoever reads it keeps the process alive.
    this.#worker = new Worker(file, {
      workerData: setup,
      env: {},
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_LIMIT },
    });
    this.#worker.on("message", (message: unknown) => {
      this.#take(message);
    });
    this.#worker.on("error", (error) => {
      this.#fail(new ThreadFailure(messageOf(error)));
    });
    this.#worker.on("exit", (code) => {
      this.#fail(new ThreadFailure(`its worker ended with code ${code}`));
    });
    this.loaded = this.#answer(loadMs, "loading it").then(() => undefined);
    this.loaded.catch(() => undefined);
  }

  /** Why it is of no use any more; null while it is. */
  get failed(): ThreadFailure | null {
    return this.#failed;
  }

  /**
   * @param read what is wanted of the answer; throws for an answer to something else
   * @param limitMs milliseconds that the answer may take
   * @throws ThreadFailure when there is none
   */
  async ask<Result>(request: Request, read: (answer: Answer) => Result, limitMs: number): Promise<Result> {
    await this.loaded;
    if (this.#failed !== null) throw this.#failed;
    const answer = this.#answer(limitMs, "one piece of text");
    this.#worker.postMessage(request);
    const received = await answer;
    try {
      return read(received);
    } catch (error) {
      throw this.#fail(notUnderstood(error));
    }
  }

  /** Ends the worker, whatever it is doing. */
  async end(): Promise<void> {
    this.#fail(new ThreadFailure("its worker was ended", "ended"));
    await this.#worker.terminate();
  }

  #answer(limitMs: number, what: string): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#fail(new ThreadFailure(`${what} took longer than ${limitMs / 1000} s`, "too-slow"));
      }, limitMs);
      const settled = (): void => {
        clearTimeout(timer);
        this.#waiting = null;
        this.#worker.unref();
      };
      this.#worker.ref();
      this.#waiting = {
        resolve: (answer) => {
          settled();
          resolve(answer);
        },
        reject: (failure) => {
          settled();
          reject(failure);
        },
      };
    });
  }

  #take(message: unknown): void {
    try {
      const answer = parseAnswer(message);
      if (answer.kind === "failed") this.#fail(new ThreadFailure(answer.reason));
      else this.#waiting?.resolve(answer);
    } catch (error) {
      this.#fail(notUnderstood(error));
    }
  }

  /** Only the first failure counts; returns that. */
  #fail(failure: ThreadFailure): ThreadFailure {
    if (this.#failed !== null) return this.#failed;
    this.#failed = failure;
    this.#waiting?.reject(failure);
    void this.#worker.terminate();
    return failure;
  }
}

function notUnderstood(error: unknown): ThreadFailure {
  return new ThreadFailure(`its worker gave an answer that cannot be read (${messageOf(error)})`);
}
