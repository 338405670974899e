import { createHash } from "node:crypto";
import { weightsAmong } from "./model-parts.ts";

/** An embedding model whose files are on this machine. */
export interface LocalModel {
  /** What it is called where it comes from, `Xenova/all-MiniLM-L6-v2` for example. */
  readonly name: string;
  /** Holds config.json, tokenizer.json, tokenizer_config.json and the weights under onnx/. */
  readonly folder: string;
  /** q8 is onnx/model_quantized.onnx, fp32 onnx/model.onnx. */
  readonly dtype: "q8" | "fp32";
  /** Twelve hexadecimal digits of what the files hold: other files make other vectors, whatever they are called. */
  readonly fingerprint: string;
}

/** One file of a model as it was when it was looked at. */
export interface ModelFile {
  /** One of `allParts`. */
  readonly path: string;
  readonly bytes: number;
  /** Hexadecimal digits. */
  readonly sha256: string;
}

const FINGERPRINT_DIGITS = 12;

/**
 * Returns a model of these files. Its fingerprint is over all of them, and the same wherever they lie: each of them takes
 * part in a vector, by its weights, its tokens, its window or its pooling.
 *
 * @param files enough for a model: `missingPart` is null
 */
export function localModel(name: string, folder: string, files: readonly ModelFile[]): LocalModel {
  const lines = files.map(({ path, sha256 }) => `${path} ${sha256}\n`).sort();
  const fingerprint = createHash("sha256").update(lines.join("")).digest("hex").slice(0, FINGERPRINT_DIGITS);
  const dtype = weightsAmong(files.map(({ path }) => path))?.dtype ?? "fp32";
  return { name, folder, dtype, fingerprint };
}
