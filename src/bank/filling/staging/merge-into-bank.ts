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

/** Entries written between two words about it. */
const TOLD_EVERY = 256;

/** Outcomes that are named when the bank does not have their question; the others are counted. */
const NAMED_ROWS = 1000;

/** What merging gave. */
interface MergeCounts extends Omit<ImportCounts, "failed"> {
  /** Questions that were not there. */
  added: number;
  /** Outcomes for questions that the bank does not have; nothing is wrong with them. */
  outcomesUnknown: number;
  /** The first of them. */
  readonly unknown: PassedOver[];
  /** Questions that the bank does not have and that are not wanted. */
  notInBank: number;
}

/** What merging an import gave. */
interface MergeResult {
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
    return { space: staged.space, entries: told(mergedEntries(old, planOf(staged, survey, counts)), old, staged) };
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
    for await (const _ of mergedEntries(old, planOf(staged, staged.survey, counts))) {
      staged.signal.throwIfAborted();
      if (counts.updated + counts.added > 0) return null;
      questions += 1;
    }
    return { counts, questions, losses: old?.losses ?? [] };
  });
}

/** What merging needs besides the rows. */
interface MergePlan {
  readonly staging: StagingFile;
  /** Of the same state of the bank. */
  readonly survey: Survey;
  readonly space: string;
  /** Is counted up as rows are merged. */
  readonly counts: MergeCounts;
  /** Makes a vector that turns out to be missing: the bank has changed since the others were made. */
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

/** The bank with the staged rows: its own entries in their order, then the new ones in theirs. Counts as it goes. */
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

/** The question with the vector that was made for it, where it has no other. */
async function complete(
  { question, vector }: Merging,
  rows: readonly StagedRow[],
  plan: MergePlan,
): Promise<BankEntry> {
  const { staging, embed } = plan;
  if (vector !== null) return { question, vector };
  const last = lastQuestion(rows);
  // A row with a check keeps its words where one without comes after it.
  const isOfLast = last?.asked.text === fingerprint(question.question);
  const made = isOfLast ? staging.rows.vectors.get(last.place.offset) : undefined;
  const record = made === undefined ? undefined : await staging.read(made);
  return { question, vector: record?.kind === "vector" ? decodeVector(record.vector) : await embed(question.question) };
}
