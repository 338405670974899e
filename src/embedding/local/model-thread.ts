import { Worker } from "node:worker_threads";
import { messageOf } from "../../core/errors.ts";
import { type Answer, parseAnswer, type Request, type Setup } from "./messages.ts";

/** Limit of a worker's heap in megabytes: texts and tokens. The model itself is outside of the heap. */
const HEAP_LIMIT = 1024;

/** Why a worker is no longer usable. */
export class ThreadFailure extends Error {
  override readonly name = "ThreadFailure";
  /** Ended by its owner; so slow that another worker would be too slow as well; or any other failure. */
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
 * A worker with one model, which takes one request at a time. It keeps the process alive only while it works. The first
 * failure ends it: then `failed` is set, and every call rejects with it.
 */
export class ModelThread {
  /** Resolves when the model is loaded. @throws ThreadFailure when it cannot be loaded */
  readonly loaded: Promise<void>;
  readonly #worker: Worker;
  #failed: ThreadFailure | null = null;
  #waiting: Waiting | null = null;

  /** @param loadMs timeout of loading, in milliseconds */
  constructor(file: URL | string, setup: Setup, loadMs: number) {
    // Without environment variables, because the model has no use for the keys in them. Output is discarded and not
    // even read, because reading it would keep the process alive.
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

  /** Why the worker is no longer usable; null while it is usable. */
  get failed(): ThreadFailure | null {
    return this.#failed;
  }

  /**
   * @param read extracts the result from the answer; throws for an answer to something else
   * @param limitMs timeout of the answer, in milliseconds
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

  /** Ends the worker, even while it is working. */
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

  /** Sets the failure and returns it; only the first failure counts. */
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
