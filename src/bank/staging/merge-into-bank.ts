import { isDeepStrictEqual } from "node:util";
import { BankError } from "../../core/errors.ts";
import type { EmbeddingModel } from "../../core/ports.ts";
import type { BankEntry } from "../../core/question-bank/packed-bank.ts";
import { readSteadily } from "../read-steadily.ts";
import { type BankState, rewriteBank } from "../store/bank-store.ts";
import { refuseOtherSpace } from "./embed-staged.ts";
import { type MergeCounts, mergedEntries, type MergePlan, noCounts } from "./merge-staged.ts";
import { lastQuestion } from "./staged-rows.ts";
import type { StagingFile } from "./staging-file.ts";
import { type Survey, surveyBank } from "./survey-bank.ts";

/** Entries written between two words about it. */
const TOLD_EVERY = 256;

/** A staged import, ready to be merged. */
export interface StagedImport {
  readonly bankFolder: string;
  readonly staging: StagingFile;
  readonly survey: Survey;
  /** Embedding space of the bank. */
  readonly space: string;
  readonly embedding: EmbeddingModel;
  readonly onProgress: (entries: number, share: number) => void;
  readonly signal: AbortSignal;
}

/** What merging an import gave. */
export interface MergeResult {
  readonly counts: MergeCounts;
  /** Questions in the bank afterwards. */
  readonly questions: number;
  /** What of the bank was lost to damage before, in sentences. */
  readonly losses: readonly string[];
}

/**
 * Merges staged rows into a bank: all at once, and not at all where they change nothing.
 *
 * @throws BankError when the bank cannot be read or written; the signal's reason when it is cancelled
 */
export async function mergeIntoBank(staged: StagedImport): Promise<MergeResult> {
  const idle = bringsQuestions(staged) ? null : await tryOut(staged);
  if (idle !== null) return idle;
  let counts = noCounts();
  let losses: readonly string[] = [];
  const { entries } = await rewriteBank(staged.bankFolder, async (old) => {
    counts = noCounts();
    losses = old?.losses ?? [];
    refuseMoved(old, staged.space);
    const survey = isDeepStrictEqual(old?.version ?? null, staged.survey.version)
      ? staged.survey
      : await surveyBank(old, staged.staging, staged.survey.onlyKnown);
    return { space: staged.space, entries: told(mergedEntries(old, planOf(staged, survey), counts), old, staged) };
  });
  return { counts, questions: entries, losses };
}

/** Whether some staged question is new for sure. */
function bringsQuestions({ staging, survey }: StagedImport): boolean {
  if (survey.onlyKnown) return false;
  for (const [id, rows] of staging.rows.byQuestion) {
    if (lastQuestion(rows) !== undefined && !survey.known.has(id) && !survey.twins.has(id)) return true;
  }
  return false;
}

/** Merges without writing; null when that changes something. */
async function tryOut(staged: StagedImport): Promise<MergeResult | null> {
  return readSteadily(staged.bankFolder, async (old) => {
    if (!isDeepStrictEqual(old?.version ?? null, staged.survey.version)) return null;
    const counts = noCounts();
    let questions = 0;
    for await (const _ of mergedEntries(old, planOf(staged, staged.survey), counts)) {
      staged.signal.throwIfAborted();
      if (counts.updated + counts.added > 0) return null;
      questions += 1;
    }
    return { counts, questions, losses: old?.losses ?? [] };
  });
}

function planOf({ staging, space, embedding, signal }: StagedImport, survey: Survey): MergePlan {
  return {
    staging,
    survey,
    space,
    async embed(text) {
      refuseOtherSpace(1, space, embedding);
      const [made] = await embedding.embed([text], "document", signal);
      return made?.vector ?? new Float32Array();
    },
  };
}

function refuseMoved(old: BankState | null, space: string): void {
  const now = old?.manifest.space ?? "";
  if (now === "" || now === space) return;
  throw new BankError(`The bank was moved to the embedding space ${now} meanwhile. Import the file again.`);
}

async function* told(
  entries: AsyncIterable<BankEntry>,
  old: BankState | null,
  { staging, survey, onProgress, signal }: StagedImport,
): AsyncGenerator<BankEntry> {
  const expected = (old?.manifest.entries ?? 0) + staging.rows.byQuestion.size - survey.known.size;
  let written = 0;
  for await (const entry of entries) {
    signal.throwIfAborted();
    yield entry;
    written += 1;
    if (written % TOLD_EVERY === 0) onProgress(written, written / Math.max(written, expected));
  }
  signal.throwIfAborted();
  onProgress(written, 1);
}
