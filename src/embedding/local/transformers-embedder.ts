import { existsSync } from "node:fs";
import type { Embedding } from "../../core/embedding.ts";
import { EmbeddingError } from "../../core/errors.ts";
import type { EmbeddingModel, EmbeddingPurpose } from "../../core/ports.ts";
import { instructed, type Instructions, spaceSuffix } from "../instructions.ts";
import type { LocalModel } from "../model-files/index.ts";
import { type Caller, type ModelLimits, SharedModel } from "./shared-model.ts";

const MINUTE = 60_000;

const usualLimits: ModelLimits = { loadMs: MINUTE, textMs: MINUTE / 2, idleMs: 5 * MINUTE, pauseMs: 10 * MINUTE };

interface TransformersOptions extends Partial<ModelLimits> {
  readonly instructions: Instructions;
  /** Another script for the worker, for tests. */
  readonly workerFile?: URL | string;
}

/** One shared model for all embedders of a model. It stays, so that a failed model is left alone for every caller. */
const sharedModels = new Map<string, SharedModel>();

function sharedModel(model: LocalModel, workerFile: URL | string, limits: ModelLimits): SharedModel {
  const { name, folder, dtype, fingerprint } = model;
  const key = JSON.stringify([name, folder, dtype, fingerprint, workerFile, limits]);
  const shared = sharedModels.get(key) ?? new SharedModel(model, workerFile, limits);
  sharedModels.set(key, shared);
  return shared;
}

/** Allows a failed model again after its files were downloaded anew. */
export function tryAgain({ folder }: LocalModel): void {
  for (const shared of sharedModels.values()) if (shared.folder === folder) shared.tryAgain();
}

/** Aborts all calls at the moment when all embedders are closed. */
let closing = new AbortController();

/**
 * Ends the workers of all models and forgets which had failed. Calls in flight are refused; later calls start a worker
 * again.
 */
export async function closeEmbedders(): Promise<void> {
  closing.abort(new EmbeddingError("The embedding model was closed. Ask again to start it anew."));
  closing = new AbortController();
  const models = [...sharedModels.values()];
  sharedModels.clear();
  await Promise.all(models.map((shared) => shared.unload()));
}

/**
 * An embedder with a model whose files are on this machine. Creating it costs nothing: the worker starts with the first
 * text, and all embedders of a model with equal limits share it.
 */
class TransformersEmbedder implements EmbeddingModel {
  readonly space: string;
  readonly #instructions: Instructions;
  readonly #shared: SharedModel;
  readonly #closing = new AbortController();

  constructor(model: LocalModel, { instructions, workerFile = usualWorkerFile(), ...limits }: TransformersOptions) {
    this.space = `transformers/${model.name}/${model.dtype}/${model.fingerprint}${spaceSuffix(instructions)}`;
    this.#instructions = instructions;
    this.#shared = sharedModel(model, workerFile, { ...usualLimits, ...limits });
  }

  /**
   * Embeds one text after the other, in turns with other calls.
   *
   * @throws EmbeddingError when the model cannot be used; it is then left alone for `pauseMs`
   * @throws the signal's reason, at once
   */
  async embed(
    texts: readonly string[],
    purpose: EmbeddingPurpose,
    signal?: AbortSignal,
  ): Promise<readonly Embedding[]> {
    const signals = [this.#closing.signal, closing.signal, ...(signal === undefined ? [] : [signal])];
    const caller: Caller = { signal: AbortSignal.any(signals), restarts: 1 };
    caller.signal.throwIfAborted();
    const embeddings: Embedding[] = [];
    for (const text of texts) {
      const vector = await this.#shared.embed(instructed(text, purpose, this.#instructions), caller);
      embeddings.push({ space: this.space, vector });
    }
    return embeddings;
  }

  /** Ends the worker and refuses all calls of this embedder; other embedders of the model start a worker again. */
  async close(): Promise<void> {
    this.#closing.abort(new EmbeddingError("This embedder was closed. Ask again to have another one."));
    await this.#shared.unload();
  }
}

/** Returns an embedder of a model on this machine. @throws EmbeddingError when the worker's script is missing */
export function transformersEmbedder(model: LocalModel, options: TransformersOptions): TransformersEmbedder {
  return new TransformersEmbedder(model, options);
}

/**
 * Possible paths of the worker's script from here: among the sources, or in the build's folder, whose chunks are one
 * level deeper.
 */
const PLACES = ["./worker-main.ts", "./embedder.mjs", "../embedder.mjs"];

/** Returns the worker's script. @throws EmbeddingError when it is missing */
function usualWorkerFile(): URL {
  const file = PLACES.map((place) => new URL(place, import.meta.url)).find((url) => existsSync(url));
  if (file === undefined) throw new EmbeddingError("The embedder's file embedder.mjs is missing: install SMCS again.");
  return file;
}
