import { messageOf } from "../../core/errors.ts";
import type { BankEntry } from "../../core/packed-bank/index.ts";
import type { StagingFile } from "./staging/staging-file.ts";
import { decodeVector } from "../store/index.ts";
import { keepStored, withKept } from "../spaces/index.ts";

/**
 * Imported vectors are kept only when they cover more than this share of the file's questions; fewer save too little.
 */
const MOST = 0.5;

/**
 * Keeps the imported vectors of another space than the bank's when most of the file's questions have one. A later move
 * of the bank to that space then need not make them. The import is complete without this step.
 *
 * @param space the bank's
 * @returns sentences for the user about the result
 */
export async function keepImported(
  bankFolder: string,
  staging: StagingFile,
  space: string,
  signal: AbortSignal,
): Promise<string[]> {
  const spaces = [...staging.rows.byQuestion.values()]
    .flat()
    .flatMap(({ asked }) => (asked === null ? [] : asked.space));
  const others = [...new Set(spaces)].filter((other) => other !== null && other !== space);
  const most = others.find((other) => spaces.filter((one) => one === other).length > MOST * spaces.length);
  if (most == null) return [];
  try {
    const added = await withKept(bankFolder, most, { wait: "unless-it-lives", signal }, async (kept, alone) => {
      const before = kept.size;
      await keepStored(entriesIn(staging, most), kept, alone);
      return kept.size - before;
    });
    if (added === 0) return [];
    if (added !== null) {
      return [
        `${added} embeddings of ${most} came with the file, and are kept for the case that the bank is moved there.`,
      ];
    }
    return [`The embeddings of ${most} that came with the file were not kept: another process is adding to them.`];
  } catch (error) {
    return [`The embeddings of ${most} that came with the file were not kept: ${messageOf(error)}`];
  }
}

async function* entriesIn(staging: StagingFile, space: string): AsyncGenerator<BankEntry> {
  for (const { place, asked } of [...staging.rows.byQuestion.values()].flat()) {
    if (asked?.space !== space) continue;
    const record = await staging.read(place);
    if (record.kind !== "question" || record.vector === undefined) continue;
    yield { question: record.question, vector: decodeVector(record.vector) };
  }
}
