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

/** The thresholds of spaces that were calibrated on this machine; none where the file is absent or no such file. */
export async function keptCalibrations(modelsFolder: string): Promise<Calibrations> {
  try {
    return new Map(Object.entries(v.parse(fileSchema, JSON.parse(await readFile(fileIn(modelsFolder), "utf8")))));
  } catch {
    return new Map();
  }
}

/**
 * Calibrates a model's space, unless it was measured or calibrated before. Until that is done its thresholds are careful
 * ones.
 *
 * @throws whatever the model throws, and the error of a file that cannot be written
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
  // Read again: another window may have calibrated another space meanwhile.
  const all = Object.fromEntries([...(await keptCalibrations(modelsFolder)), [space, found]]);
  await replaceFile(fileIn(modelsFolder), JSON.stringify(all, null, 2));
}
