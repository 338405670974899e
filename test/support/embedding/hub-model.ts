import { readFile } from "node:fs/promises";
import path from "node:path";
import { writeTinyModel } from "./tiny-model.ts";

const PARTS = ["config.json", "tokenizer.json", "tokenizer_config.json", "onnx/model_quantized.onnx"];

/** Creates a tiny model in `folder`. Returns its files as on a hub. */
export async function hubModel(folder: string): Promise<Map<string, Buffer>> {
  await writeTinyModel(folder, "tiny", { dtypes: ["q8"] });
  return new Map(
    await Promise.all(PARTS.map(async (part) => [part, await readFile(path.join(folder, part))] as const)),
  );
}
