import { BankError } from "../../../core/errors.ts";
import type { EmbeddingModel } from "../../../core/ports.ts";
import { encodeVector } from "../../store/index.ts";
import { lastQuestion, type StagedRow, type StagedRows } from "./staged-rows.ts";
import type { StagingFile } from "./staging-file.ts";
import type { Survey } from "./survey-bank.ts";

/** Questions per embedding request. */
const BATCH = 64;

/** A staged import that is about to be merged into a bank. */
export interface StagedImport {
  readonly bankFolder: string;
  readonly staging: StagingFile;
  readonly survey: Survey;
  /** Embedding space of the bank. */
  readonly space: string;
  readonly embedding: EmbeddingModel;
  readonly onProgress: (done: number, share: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Returns the bank's space. For a bank without one: the space of the file's embeddings if all its questions have one,
 * else the embedder's space.
 */
export function spaceOfImport(bankSpace: string, rows: StagedRows, embedding: EmbeddingModel): string {
  if (bankSpace !== "") return bankSpace;
  const spaces = new Set(
    [...rows.byQuestion.values()].flat().flatMap(({ asked }) => (asked === null ? [] : asked.space)),
  );
  const [only] = spaces;
  return spaces.size === 1 && only != null ? only : embedding.space;
}

/**
 * Embeds the staged questions that have no vector of `space`: neither their own nor one of the same text in the bank.
 * Each finished batch is staged, so a resumed import does not embed it again.
 *
 * @throws BankError when there are such questions and the embedder is of another space
 */
export async function embedStaged({
  staging,
  survey,
  space,
  embedding,
  onProgress,
  signal,
}: StagedImport): Promise<void> {
  const missing = withoutVector(staging.rows, survey, space);
  refuseOtherSpace(missing.length, space, embedding);
  const waiting = missing.filter(({ place }) => !staging.rows.vectors.has(place.offset));
  for (let start = 0; start < waiting.length; start += BATCH) {
    const batch = waiting.slice(start, start + BATCH);
    const texts: string[] = [];
    for (const { place } of batch) {
      const record = await staging.read(place);
      texts.push(record.kind === "question" ? record.question.question : "");
    }
    const made = await embedding.embed(texts, "document", signal);
    signal.throwIfAborted();
    for (const [index, { place }] of batch.entries()) {
      const vector = made[index]?.vector ?? new Float32Array();
      await staging.append({ kind: "vector", of: place.offset, vector: encodeVector(vector) });
    }
    await staging.flush();
    const done = start + batch.length;
    onProgress(done, done / waiting.length);
  }
}

/** @throws BankError when there are questions to embed and the embedder is of another space */
export function refuseOtherSpace(questions: number, space: string, embedding: EmbeddingModel): void {
  if (questions === 0 || embedding.space === space) return;
  throw new BankError(
    `${questions} questions come without an embedding of ${space}, the space of this bank, which cannot be made here. ` +
      `SMCS: Embed Question Bank Again, or "smcs bank embed", moves the whole bank to ${embedding.space}; after that, import the file again.`,
  );
}

/** Returns one row for each question without a vector: the row with the question's text. */
function withoutVector(rows: StagedRows, { known, twins, onlyKnown }: Survey, space: string): StagedRow[] {
  // Questions that are only completed keep the bank's vectors.
  if (onlyKnown) return [];
  return [...rows.byQuestion].flatMap(([id, ofQuestion]) => {
    const last = lastQuestion(ofQuestion);
    // A twin keeps the text and vector of the bank.
    if (last === undefined || twins.has(id)) return [];
    let text = known.get(id);
    let has = text !== undefined;
    for (const { asked } of ofQuestion) {
      if (asked === null) continue;
      has = asked.space === space || (has && asked.text === text);
      text = asked.text;
    }
    return has ? [] : [last];
  });
}
