import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { BankError, messageOf } from "../../core/errors.ts";
import { type BankQuestion, bankQuestionSchema } from "../../core/question-bank/index.ts";
import type { BankEntry } from "../../core/packed-bank/index.ts";
import type { Inspection } from "./generation.ts";
import { isMissing } from "../../storage/index.ts";

/** The whole index of a bank of the time before there were generations, in vectra's JSON. */
const indexSchema = v.object({
  items: v.array(
    v.object({ metadata: v.object({ question: v.string(), space: v.string() }), vector: v.array(v.number()) }),
  ),
});

/** Such a bank as generation 0; null when its folder is gone. */
export async function inspectLegacy(folder: string): Promise<Inspection | null> {
  const found = await stat(indexFile(folder)).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (found === null) return null;
  const items = await readIndex(folder);
  const [first] = items;
  const manifest = {
    format: 1,
    generation: 0,
    space: first?.metadata.space ?? "",
    dimension: first?.vector.length ?? 0,
    entries: items.length,
    parts: [],
    contentHash: legacyHash(found),
  } as const;
  return { folder, manifest, recorded: true, damage: [] };
}

/** The entries of such a bank. */
export async function* legacyEntries(folder: string): AsyncGenerator<BankEntry> {
  for (const { metadata, vector } of await readIndex(folder)) {
    yield { question: questionOf(folder, metadata.question), vector: Float32Array.from(vector) };
  }
}

/** Tells two such banks apart without reading them. */
export async function legacyContentHash(folder: string): Promise<string> {
  return legacyHash(await stat(indexFile(folder)));
}

const indexFile = (folder: string): string => path.join(folder, "index.json");

const legacyHash = ({ size, mtimeMs }: { size: number; mtimeMs: number }): string => `vectra-json-${size}-${mtimeMs}`;

function questionOf(folder: string, json: string): BankQuestion {
  try {
    return v.parse(bankQuestionSchema, JSON.parse(json));
  } catch (error) {
    throw unreadable(folder, error);
  }
}

function unreadable(folder: string, error: unknown): BankError {
  return new BankError(
    `${indexFile(folder)} cannot be read: ${messageOf(error)}. Restore it from a copy, or move it away to begin anew.`,
    { cause: error },
  );
}

async function readIndex(folder: string): Promise<v.InferOutput<typeof indexSchema>["items"]> {
  try {
    return v.parse(indexSchema, JSON.parse(await readFile(indexFile(folder), "utf8"))).items;
  } catch (error) {
    throw unreadable(folder, error);
  }
}
