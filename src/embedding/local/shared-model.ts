import pLimit from "p-limit";
import { normalise } from "../../core/embedding.ts";
import { EmbeddingError, EmbeddingSpaceError, messageOf } from "../../core/errors.ts";
import type { LocalModel } from "../model-files/index.ts";
import { type Answer, type Request, vectorOf, windowsOf } from "./messages.ts";
import { ModelThread, ThreadFailure } from "./model-thread.ts";
import { weightedMean } from "../weighted-mean.ts";
import { untilAborted } from "../../core/until-aborted.ts";

/** Timeouts and pauses, in milliseconds. */
export interface ModelLimits {
  /** Loading the model. */
  readonly loadMs: number;
  /** Tokenising a text, and embedding one window of it. */
  readonly textMs: number;
  /** The model is unloaded after this long without a text. */
  readonly idleMs: number;
  /** How long a failed model is not used. */
  readonly pauseMs: number;
}

/** A call whose texts are embedded one after the other. */
export interface Caller {
  readonly signal: AbortSignal;
  /** How many new workers its texts may still start after failures. */
  restarts: number;
}

const WHAT_TO_DO =
  "If this happens again, get the model's files anew or choose another backend in smcs.embedding.backend.";

/**
 * A model in a worker of its own, which is started by the first text and ended after a while without texts. Callers
 * take turns window by window, so a question never waits for the thousands of texts of another caller.
 *
 * A step during which the worker fails is repeated in a new worker. When the caller has no restart left, or the worker
 * was too slow, the model is not used for a while and every call is refused at once.
 */
export class SharedModel {
  readonly #model: LocalModel;
  readonly #workerFile: URL | string;
  readonly #limits: ModelLimits;
  readonly #oneAtATime = pLimit(1);
  #thread: ModelThread | null = null;
  #idleTimer: NodeJS.Timeout | undefined;
  #refusal: { readonly message: string; readonly until: number } | null = null;
  #dimension: number | undefined;

  constructor(model: LocalModel, workerFile: URL | string, limits: ModelLimits) {
    this.#model = model;
    this.#workerFile = workerFile;
    this.#limits = limits;
  }

  get folder(): string {
    return this.#model.folder;
  }

  /** Allows a failed model to be used again at once. */
  tryAgain(): void {
    this.#refusal = null;
  }

  /**
   * Resolves with the mean of a text's windows, weighted by their tokens and normalised only at the end: with mean
   * pooling inside the windows this is the mean over all tokens.
   *
   * @throws EmbeddingError when the model cannot be used or gives no vector
   */
  async embed(text: string, caller: Caller): Promise<Float32Array> {
    const windows = await this.#step({ kind: "tokenise", text }, windowsOf, caller);
    const parts: { vector: Float32Array; weight: number }[] = [];
    for (const window of windows) {
      const vector = await this.#step({ kind: "embed", window }, vectorOf, caller);
      this.#checkLength(vector);
      parts.push({ vector, weight: window.length });
    }
    return this.#unit(weightedMean(parts));
  }

  /** Ends the worker. The next text starts a new one, as does a text that was being embedded. */
  async unload(): Promise<void> {
    clearTimeout(this.#idleTimer);
    const thread = this.#thread;
    this.#thread = null;
    await thread?.end();
  }

  /**
   * Waits for the caller's turn and runs one step; rejects with the signal's reason as soon as that aborts, whatever
   * the worker does.
   */
  #step<Result>(request: Request, read: (answer: Answer) => Result, caller: Caller): Promise<Result> {
    const turn = this.#oneAtATime(() => this.#turn(request, read, caller));
    return untilAborted(turn, caller.signal);
  }

  async #turn<Result>(request: Request, read: (answer: Answer) => Result, caller: Caller): Promise<Result> {
    clearTimeout(this.#idleTimer);
    try {
      for (;;) {
        caller.signal.throwIfAborted();
        this.#throwWhileLeftAlone();
        try {
          return await this.#running().ask(request, read, this.#limits.textMs);
        } catch (error) {
          caller.signal.throwIfAborted();
          const kind = error instanceof ThreadFailure ? error.kind : "broken";
          if (kind === "ended") continue;
          if (kind === "too-slow" || caller.restarts === 0) throw this.#leaveAlone(messageOf(error));
          caller.restarts -= 1;
        }
      }
    } finally {
      this.#idleTimer = setTimeout(() => void this.unload(), this.#limits.idleMs).unref();
    }
  }

  #running(): ModelThread {
    if (this.#thread === null || this.#thread.failed !== null) {
      const { folder, dtype } = this.#model;
      this.#thread = new ModelThread(this.#workerFile, { folder, dtype }, this.#limits.loadMs);
    }
    return this.#thread;
  }

  #throwWhileLeftAlone(): void {
    if (this.#refusal !== null && performance.now() < this.#refusal.until) {
      throw new EmbeddingError(this.#refusal.message);
    }
  }

  #leaveAlone(reason: string): EmbeddingError {
    const { name, folder } = this.#model;
    const { pauseMs } = this.#limits;
    const pause = `It is not used for ${pauseMs / 60_000} minutes.`;
    const message = `The embedding model ${name} (${folder}) does not work: ${reason.replace(/\.+$/u, "")}. ${pause} ${WHAT_TO_DO}`;
    this.#refusal = { message, until: performance.now() + pauseMs };
    return new EmbeddingError(message);
  }

  #checkLength({ length }: Float32Array): void {
    this.#dimension ??= length;
    if (length === this.#dimension) return;
    const lengths = `a vector of ${length} values after one of ${this.#dimension}`;
    throw new EmbeddingError(`The embedding model ${this.#model.name} gave ${lengths}. ${WHAT_TO_DO}`);
  }

  #unit(vector: Float32Array): Float32Array {
    try {
      return normalise(vector);
    } catch (error) {
      if (!(error instanceof EmbeddingSpaceError)) throw error;
      const message = `The embedding model ${this.#model.name} gave no vector for a text. ${error.message} ${WHAT_TO_DO}`;
      throw new EmbeddingError(message, { cause: error });
    }
  }
}
