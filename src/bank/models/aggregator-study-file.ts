import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import type { AggregatorStudy } from "../../core/aggregators/index.ts";
import { aggregationPrompt } from "../../core/messages/index.ts";
import { type PromptTemplates, runPrompts } from "../../core/prompts/index.ts";
import { messageOf } from "../../core/errors.ts";
import { isMissing, replaceFile } from "../../storage/index.ts";

const VERSION = 1;
/** Hexadecimal digits of the prompt's fingerprint. */
const DIGITS = 16;

const count = v.pipe(v.number(), v.minValue(0), v.finite());
const mergedSchema = v.pipe(
  v.object({ questions: v.pipe(count, v.integer()), right: count }),
  v.check(({ questions, right }) => right <= questions, "holds more right answers than questions"),
);
const studySchema = v.object({
  /** Whether the models were simulated: results of simulated models do not apply to real ones. */
  simulated: v.boolean(),
  /** Time of the measurement, ISO 8601. */
  at: v.string(),
  /** Fingerprint of the aggregation prompt. */
  prompt: v.string(),
  /** Embedding space in which the referencers were chosen. */
  embedder: v.string(),
  models: v.array(v.object({ model: v.string(), coding: mergedSchema, other: mergedSchema })),
});
const fileSchema = v.object({ version: v.literal(VERSION), studies: v.array(studySchema) });

/** A study with the conditions it depends on, as `smcs bench aggregators` keeps it. */
export type KeptStudy = Omit<v.InferOutput<typeof studySchema>, "models"> & AggregatorStudy;

const fileIn = (bankFolder: string): string => path.join(bankFolder, "aggregators.json");

/** Returns a fingerprint that changes whenever the wording of the aggregation prompt changes. */
export function aggregationPromptFingerprint({ aggregation }: PromptTemplates = {}): string {
  const prompts = aggregation === undefined ? undefined : runPrompts({ aggregation });
  const question = { text: "?", context: [], conversation: [], ...(prompts !== undefined && { prompts }) };
  const asked = aggregationPrompt(question, ["1", "2"]);
  return createHash("sha256").update(JSON.stringify(asked)).digest("hex").slice(0, DIGITS);
}

/**
 * Returns the comparison of aggregators from a bank's folder, for simulated or for real models; null when there is none
 * that still holds.
 *
 * @param templates the user's prompts: a comparison holds only for the aggregation prompt it was made with
 * @param onNotice called with a sentence when a comparison is not used, saying why
 */
export async function keptAggregatorStudy(
  bankFolder: string,
  simulated: boolean,
  templates: PromptTemplates,
  onNotice: (message: string) => void = () => undefined,
): Promise<AggregatorStudy | null> {
  const again = "Run smcs bench aggregators again; until then the question bank chooses the aggregator.";
  try {
    const study = (await readStudies(bankFolder)).find((each) => each.simulated === simulated);
    if (study === undefined || study.prompt === aggregationPromptFingerprint(templates)) return study ?? null;
    onNotice(`The aggregators were compared with another aggregation prompt. ${again}`);
  } catch (error) {
    onNotice(`${fileIn(bankFolder)} cannot be used: ${messageOf(error)}. ${again}`);
  }
  return null;
}

/**
 * Writes a study to the bank's folder, in place of the previous one for the same kind of models (simulated or real).
 *
 * @throws the operating system's error when the file cannot be written
 */
export async function keepAggregatorStudy(bankFolder: string, study: KeptStudy): Promise<void> {
  // An unreadable file holds nothing that could be kept.
  const others = (await readStudies(bankFolder).catch(() => [])).filter(
    ({ simulated }) => simulated !== study.simulated,
  );
  const content = { version: VERSION, studies: [...others, study] };
  await replaceFile(fileIn(bankFolder), `${JSON.stringify(content, null, 2)}\n`);
}

async function readStudies(bankFolder: string): Promise<readonly KeptStudy[]> {
  const text = await readFile(fileIn(bankFolder), "utf8").catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  return text === null ? [] : v.parse(fileSchema, JSON.parse(text)).studies;
}
