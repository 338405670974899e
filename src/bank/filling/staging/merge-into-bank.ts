import { isDeepStrictEqual } from "node:util";
import type { PassedOver } from "../../../import-rows/index.ts";
import { fingerprint } from "../../../same-text/index.ts";
import { BankError } from "../../../core/errors.ts";
import type { BankEntry } from "../../../core/packed-bank/index.ts";
import { type ImportCounts, mergeCheck, mergeOutcomes, mergeQuestion, mergeTwin, type Merging } from "../merge-rows.ts";
import { bankEntries, type BankState, decodeVector, readSteadily, rewriteBank } from "../../store/index.ts";
import { refuseOtherSpace, type StagedImport } from "./embed-staged.ts";
import { lastQuestion, type StagedRow } from "./staged-rows.ts";
import type { StagingFile } from "./staging-file.ts";
import { type Survey, surveyBank } from "./survey-bank.ts";

/** Entries written between two progress reports. */
const TOLD_EVERY = 256;

/** How many outcomes without a question in the bank are named; the others are only counted. */
const NAMED_ROWS = 1000;

/** Counts of a merge. */
interface MergeCounts extends Omit<ImportCounts, "failed"> {
  /** Questions that are new in the bank. */
  added: number;
  /** Outcomes for questions that are not in the bank. They are not errors. */
  outcomesUnknown: number;
  /** The first of these outcomes. */
  readonly unknown: PassedOver[];
  /** Questions that are not in the bank and are left out, because the import only completes known questions. */
  notInBank: number;
}

/** The result of merging an import. */
interface MergeResult {
  readonly counts: MergeCounts;
  /** Questions in the bank afterwards. */
  readonly questions: number;
  /** Which parts of the bank were already lost to damage, in sentences. */
  readonly losses: readonly string[];
}

/**
 * Merges staged rows into a bank all at once, or writes nothing when the rows change nothing.
 *
 * @throws BankError when the bank cannot be read or written; the signal's reason when the merge is cancelled
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
    return { space: staged.space, entries: told(mergedEntries(old, planOf(staged, survey, counts)), old, staged) };
  });
  return { counts, questions: entries, losses };
}

/** Returns whether at least one staged question is certainly new. */
function bringsQuestions({ staging, survey }: StagedImport): boolean {
  if (survey.onlyKnown) return false;
  for (const [id, rows] of staging.rows.byQuestion) {
    if (lastQuestion(rows) !== undefined && !survey.known.has(id) && !survey.twins.has(id)) return true;
  }
  return false;
}

/** Merges without writing; returns null when the merge would change something. */
async function tryOut(staged: StagedImport): Promise<MergeResult | null> {
  return readSteadily(staged.bankFolder, async (old) => {
    if (!isDeepStrictEqual(old?.version ?? null, staged.survey.version)) return null;
    const counts = noCounts();
    let questions = 0;
    for await (const _ of mergedEntries(old, planOf(staged, staged.survey, counts))) {
      staged.signal.throwIfAborted();
      if (counts.updated + counts.added > 0) return null;
      questions += 1;
    }
    return { counts, questions, losses: old?.losses ?? [] };
  });
}

/** What a merge needs besides the rows. */
interface MergePlan {
  readonly staging: StagingFile;
  /** Of the same state of the bank that is merged into. */
  readonly survey: Survey;
  readonly space: string;
  /** Updated as rows are merged. */
  readonly counts: MergeCounts;
  /** Makes a vector that is missing because the bank changed after the staged vectors were made. */
  readonly embed: (text: string) => Promise<Float32Array>;
}

function planOf({ staging, space, embedding, signal }: StagedImport, survey: Survey, counts: MergeCounts): MergePlan {
  return {
    staging,
    survey,
    space,
    counts,
    async embed(text) {
      refuseOtherSpace(1, space, embedding);
      const [made] = await embedding.embed([text], "document", signal);
      return made?.vector ?? new Float32Array();
    },
  };
}

function noCounts(): MergeCounts {
  return { imported: 0, updated: 0, skipped: 0, added: 0, outcomesUnknown: 0, unknown: [], notInBank: 0 };
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

/**
 * Yields the bank with the staged rows merged: the bank's entries in their order, then the new entries in theirs.
 * Updates the counts meanwhile.
 */
async function* mergedEntries(old: BankState | null, plan: MergePlan): AsyncGenerator<BankEntry> {
  const { staging, survey, counts } = plan;
  const { byQuestion } = staging.rows;
  const twinOf = new Map([...survey.twins].map(([added, known]) => [known, added]));
  for await (const entry of old === null ? [] : bankEntries(old)) {
    const { id } = entry.question;
    const twin = twinOf.get(id);
    const rows = byQuestion.get(twin ?? id);
    if (rows === undefined) yield entry;
    else {
      const mergeWhole = twin === undefined ? mergeQuestion : mergeTwin;
      const merged = await merge(entry, rows, survey.onlyKnown ? mergeCheck : mergeWhole, plan);
      yield await complete(merged ?? entry, rows, plan);
    }
  }
  for (const [id, rows] of byQuestion) {
    if (survey.known.has(id) || survey.twins.has(id)) continue;
    if (survey.onlyKnown && lastQuestion(rows) !== undefined) {
      counts.notInBank += 1;
      continue;
    }
    const merged = await merge(null, rows, mergeQuestion, plan);
    if (merged === null) continue;
    counts.added += 1;
    yield await complete(merged, rows, plan);
  }
}

async function merge(
  known: Merging | null,
  rows: readonly StagedRow[],
  mergeWith: typeof mergeQuestion,
  { staging, space, counts }: MergePlan,
): Promise<Merging | null> {
  let merged = known;
  for (const { place } of rows) {
    const record = await staging.read(place);
    const before = merged;
    if (record.kind === "question") {
      const given = record.space === space ? record.vector : undefined;
      const added = { question: record.question, vector: given === undefined ? null : decodeVector(given) };
      merged = before === null ? added : mergeWith(before, added);
    } else if (record.kind === "capability" && before !== null) {
      merged = mergeOutcomes(before, record.correct);
    } else if (record.kind === "capability") {
      counts.skipped += 1;
      counts.outcomesUnknown += 1;
      if (counts.unknown.length < NAMED_ROWS) {
        counts.unknown.push({ at: record.at, reason: `question ${record.questionId} is not in the bank` });
      }
      continue;
    }
    counts.imported += 1;
    if (merged === before) counts.skipped += 1;
    else if (before !== null) counts.updated += 1;
  }
  return merged;
}

/** Returns the question with its own vector, or else with the vector that was made for it. */
async function complete(
  { question, vector }: Merging,
  rows: readonly StagedRow[],
  plan: MergePlan,
): Promise<BankEntry> {
  const { staging, embed } = plan;
  if (vector !== null) return { question, vector };
  const last = lastQuestion(rows);
  // A row with a check keeps its words when a later row without a check follows.
  const isOfLast = last?.asked.text === fingerprint(question.question);
  const made = isOfLast ? staging.rows.vectors.get(last.place.offset) : undefined;
  const record = made === undefined ? undefined : await staging.read(made);
  return { question, vector: record?.kind === "vector" ? decodeVector(record.vector) : await embed(question.question) };
}
