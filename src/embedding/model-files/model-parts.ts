import type { LocalModel } from "./local-model.ts";

/** Files that every model needs besides its weights. */
export const requiredParts = ["config.json", "tokenizer.json", "tokenizer_config.json"] as const;

/** How a model pools its tokens and how long its window is; many models have no such files. */
export const optionalParts = ["1_Pooling/config.json", "sentence_bert_config.json"] as const;

/** One form of a model's weights. */
interface Weights {
  readonly dtype: LocalModel["dtype"];
  readonly path: string;
  /** Path of large weights, which ONNX keeps outside of its own file. */
  readonly data: string;
}

/** The better choice first: a quarter of the size, and faster on a CPU. */
export const weightForms: readonly Weights[] = [
  weights("q8", "onnx/model_quantized.onnx"),
  weights("fp32", "onnx/model.onnx"),
];

/** All files that a model can consist of; a manifest names no others. */
export const allParts: readonly string[] = [
  ...requiredParts,
  ...optionalParts,
  ...weightForms.flatMap(({ path, data }) => [path, data]),
];

/** The files that a user must get, in words. */
export const PARTS_IN_WORDS = `${requiredParts.join(", ")} and ${weightForms.map(({ path }) => path).join(" or ")}`;

/** Returns the form of weights among these parts; null when there is none. */
export function weightsAmong(parts: readonly string[]): Weights | null {
  return weightForms.find(({ path }) => parts.includes(path)) ?? null;
}

/** Returns the first required part that is missing among these, in words; null when they make a model. */
export function missingPart(parts: readonly string[]): string | null {
  const missing = requiredParts.find((part) => !parts.includes(part));
  if (missing !== undefined) return missing;
  return weightsAmong(parts) === null ? weightForms.map(({ path }) => path).join(" or ") : null;
}

function weights(dtype: Weights["dtype"], path: string): Weights {
  return { dtype, path, data: `${path}_data` };
}
