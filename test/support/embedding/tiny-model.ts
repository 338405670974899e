import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { bertGraph, type EncoderSize } from "./bert-graph.ts";
import { SPECIAL_TOKENS, vocabularyOf } from "./vocabulary.ts";

/**
 * Sizes of models. A vocabulary of 0 has as many tokens as the word list gives. minilm has the size of
 * all-MiniLM-L6-v2.
 */
const presets = {
  tiny: { layers: 2, hidden: 32, heads: 2, feedForward: 64, vocabulary: 0, positions: 512 },
  minilm: { layers: 6, hidden: 384, heads: 12, feedForward: 1536, vocabulary: 30_522, positions: 512 },
} satisfies Record<string, EncoderSize>;

export type Preset = keyof typeof presets;

export interface TinyModelOptions {
  /** Seed of the random weights. */
  readonly seed?: number;
  readonly dtypes?: readonly ("q8" | "fp32")[];
  /** Maximum length of a text in tokens, including special ones. */
  readonly positions?: number;
  /** The vectors' length; a multiple of the preset's heads. */
  readonly hidden?: number;
}

const fileNames = { q8: "model_quantized.onnx", fp32: "model.onnx" } as const;

/**
 * Writes a sentence-embedding model into a folder, in the form of models on hubs: structurally real, with random
 * weights, so that its vectors depend only on its tokens.
 */
export async function writeTinyModel(
  folder: string,
  preset: Preset = "tiny",
  { seed = 42, dtypes = ["q8", "fp32"], ...changed }: TinyModelOptions = {},
): Promise<void> {
  const tokens = vocabularyOf(presets[preset].vocabulary);
  const size: EncoderSize = { ...presets[preset], ...changed, vocabulary: tokens.length };
  await mkdir(path.join(folder, "onnx"), { recursive: true });
  const json = (name: string, content: unknown) => writeFile(path.join(folder, name), JSON.stringify(content));
  await json("config.json", configOf(size));
  await json("tokenizer.json", tokenizerOf(tokens));
  await json("tokenizer_config.json", tokenizerConfig(size));
  for (const dtype of dtypes) {
    await writeFile(path.join(folder, "onnx", fileNames[dtype]), bertGraph(size, dtype === "q8", seed));
  }
}

function configOf({ layers, hidden, heads, feedForward, vocabulary, positions }: EncoderSize): object {
  return {
    architectures: ["BertModel"],
    model_type: "bert",
    hidden_size: hidden,
    num_hidden_layers: layers,
    num_attention_heads: heads,
    intermediate_size: feedForward,
    hidden_act: "gelu",
    max_position_embeddings: positions,
    type_vocab_size: 2,
    vocab_size: vocabulary,
    layer_norm_eps: 1e-12,
    pad_token_id: 0,
  };
}

function tokenizerConfig({ positions }: EncoderSize): object {
  return {
    tokenizer_class: "BertTokenizer",
    do_lower_case: true,
    model_max_length: positions,
    pad_token: "[PAD]",
    unk_token: "[UNK]",
    cls_token: "[CLS]",
    sep_token: "[SEP]",
    mask_token: "[MASK]",
  };
}

function tokenizerOf(tokens: readonly string[]): object {
  const special = (token: string, type: number) => ({ SpecialToken: { id: token, type_id: type } });
  const sequence = (id: string, type: number) => ({ Sequence: { id, type_id: type } });
  const ids = Object.fromEntries(tokens.map((token, id) => [token, id]));
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: SPECIAL_TOKENS.map((content) => ({
      id: ids[content],
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: {
      type: "BertNormalizer",
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: {
      type: "TemplateProcessing",
      single: [special("[CLS]", 0), sequence("A", 0), special("[SEP]", 0)],
      pair: [special("[CLS]", 0), sequence("A", 0), special("[SEP]", 0), sequence("B", 1), special("[SEP]", 1)],
      special_tokens: Object.fromEntries(
        ["[CLS]", "[SEP]"].map((token) => [token, { id: token, ids: [ids[token]], tokens: [token] }]),
      ),
    },
    decoder: { type: "WordPiece", prefix: "##", cleanup: true },
    model: {
      type: "WordPiece",
      unk_token: "[UNK]",
      continuing_subword_prefix: "##",
      max_input_chars_per_word: 100,
      vocab: ids,
    },
  };
}
