import { createHash } from "node:crypto";
import { weightsAmong } from "./model-parts.ts";

/** An embedding model whose files are on this machine. */
export interface LocalModel {
  /** Its name at the source, for example `Xenova/all-MiniLM-L6-v2`. */
  readonly name: string;
  /** Holds config.json, tokenizer.json, tokenizer_config.json and the weights under onnx/. */
  readonly folder: string;
  /** q8 is onnx/model_quantized.onnx, fp32 onnx/model.onnx. */
  readonly dtype: "q8" | "fp32";
  /** Twelve hexadecimal digits of a hash of the files' content: other files make other vectors, whatever their name. */
  readonly fingerprint: string;
}

/** One file of a model as it was when it was examined. */
export interface ModelFile {
  /** One of `allParts`. */
  readonly path: string;
  readonly bytes: number;
  /** Hexadecimal digits. */
  readonly sha256: string;
}

const FINGERPRINT_DIGITS = 12;

/**
 * Returns a model of these files. Its fingerprint covers all of them and does not depend on their folder: each file
 * affects the vectors, by its weights, tokens, window or pooling.
 *
 * @param files enough for a model: `missingPart` is null
 */
export function localModel(name: string, folder: string, files: readonly ModelFile[]): LocalModel {
  const lines = files.map(({ path, sha256 }) => `${path} ${sha256}\n`).sort();
  const fingerprint = createHash("sha256").update(lines.join("")).digest("hex").slice(0, FINGERPRINT_DIGITS);
  const dtype = weightsAmong(files.map(({ path }) => path))?.dtype ?? "fp32";
  return { name, folder, dtype, fingerprint };
}
