import { readFile } from "node:fs/promises";
import path from "node:path";
import { AutoModel, AutoTokenizer, env, LogLevel, Tensor } from "@xenova/transformers";
import * as v from "valibot";
import type { Setup } from "./messages.ts";
import { pooled, poolingOf } from "./pooling.ts";
import { frameOf, windowsOfTokens } from "./windows.ts";

/**
 * Maximum length of a window in tokens. The cost of a window grows with the square of its length: the 8,192 tokens of
 * some models would take minutes and gigabytes.
 */
const LONGEST_WINDOW = 512;

/** A model that turns texts into vectors, one window at a time. */
export interface SentenceModel {
  /** Returns a text's tokens, cut into windows that fit the model. */
  windows(text: string): Int32Array<ArrayBuffer>[];
  /** Resolves with the vector of a window's pooled tokens, not normalised. */
  embed(window: Int32Array): Promise<Float32Array<ArrayBuffer>>;
}

/** Whole tokens. Models without a limit have an absurdly large number, or none. */
const lengthSchema = v.fallback(v.pipe(v.number(), v.minValue(1)), Infinity);

const configSchema = v.object({ max_position_embeddings: lengthSchema });

/** The relevant part of sentence-transformers' sentence_bert_config.json. */
const sentenceSchema = v.object({ max_seq_length: lengthSchema });

const idsSchema = v.object({ input_ids: v.array(v.number()) });

const outputsSchema = v.object({
  last_hidden_state: v.optional(v.unknown()),
  token_embeddings: v.optional(v.unknown()),
  logits: v.optional(v.unknown()),
});

const statesSchema = v.object({
  data: v.instance(Float32Array),
  dims: v.tuple([v.literal(1), v.number(), v.number()]),
});

/**
 * Loads a model from its folder. Nothing is downloaded, even when files are missing, and nothing is written.
 *
 * @throws Error when a file is missing or damaged
 */
export async function loadSentenceModel({ folder, dtype }: Setup): Promise<SentenceModel> {
  stayLocal();
  const pooling = poolingOf(await textOrNull(path.join(folder, "1_Pooling", "config.json")));
  const tokenizer = await AutoTokenizer.from_pretrained(folder, { local_files_only: true });
  const model = await AutoModel.from_pretrained(folder, { local_files_only: true, dtype });
  const idsOf = (text: string, framed: boolean): number[] =>
    v.parse(idsSchema, tokenizer(text, { add_special_tokens: framed, return_tensor: false })).input_ids;
  const frame = frameOf(idsOf("a", true), idsOf("a", false));
  const sentences: unknown = JSON.parse((await textOrNull(path.join(folder, "sentence_bert_config.json"))) ?? "{}");
  const length = Math.min(
    v.parse(lengthSchema, tokenizer.model_max_length),
    v.parse(configSchema, model.config).max_position_embeddings,
    v.parse(sentenceSchema, sentences).max_seq_length,
    LONGEST_WINDOW,
  );
  return {
    windows: (text) => windowsOfTokens(idsOf(text, false), length, frame),
    embed: async (window) => {
      const { data, dims } = v.parse(statesSchema, statesOf(await model(inputsOf(window))));
      return pooled(data, dims[2], pooling);
    },
  };
}

/** Restricts the library to the model's folder. */
function stayLocal(): void {
  env.allowRemoteModels = false;
  env.useFSCache = false;
  env.useBrowserCache = false;
  env.useWasmCache = false;
  env.fetch = (address) => Promise.reject(new Error(`Nothing may be fetched for embeddings: ${String(address)}`));
  env.logLevel = LogLevel.ERROR;
}

async function textOrNull(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

function inputsOf(window: Int32Array): Record<string, Tensor> {
  const row = (values: BigInt64Array): Tensor => new Tensor("int64", values, [1, values.length]);
  return {
    input_ids: row(BigInt64Array.from(window, BigInt)),
    attention_mask: row(new BigInt64Array(window.length).fill(1n)),
  };
}

/** Returns the states of all tokens, under any of the names that models use for them. */
function statesOf(outputs: unknown): unknown {
  const { last_hidden_state, token_embeddings, logits } = v.parse(outputsSchema, outputs);
  return last_hidden_state ?? token_embeddings ?? logits;
}
