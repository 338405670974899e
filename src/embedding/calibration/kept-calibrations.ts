import { readFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import type { EmbeddingModel } from "../../core/ports.ts";
import { type Calibrations, similarityThresholds } from "../../core/similarity-thresholds.ts";
import { calibrateSpace } from "./calibrate-space.ts";
import { replaceFile } from "../../storage/index.ts";

const cosine = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const fileSchema = v.record(v.string(), v.object({ agreement: cosine, nearDuplicate: cosine, measured: v.boolean() }));

const fileIn = (modelsFolder: string): string => path.join(modelsFolder, "calibration.json");

/**
 * Resolves with the thresholds of spaces that were calibrated on this machine; none when the file is absent or invalid.
 */
export async function keptCalibrations(modelsFolder: string): Promise<Calibrations> {
  try {
    return new Map(Object.entries(v.parse(fileSchema, JSON.parse(await readFile(fileIn(modelsFolder), "utf8")))));
  } catch {
    return new Map();
  }
}

/**
 * Calibrates a model's space, unless it was measured or calibrated before. Until then its thresholds are careful ones.
 *
 * @throws the model's errors, and the error of a file that cannot be written
 */
export async function calibrateOnce(
  embedding: EmbeddingModel,
  modelsFolder: string,
  signal: AbortSignal,
): Promise<void> {
  const { space } = embedding;
  const known = await keptCalibrations(modelsFolder);
  if (known.has(space) || similarityThresholds(space).measured) return;
  const found = await calibrateSpace(embedding, signal);
  // Read again because another window may have calibrated another space meanwhile.
  const all = Object.fromEntries([...(await keptCalibrations(modelsFolder)), [space, found]]);
  await replaceFile(fileIn(modelsFolder), JSON.stringify(all, null, 2));
}
