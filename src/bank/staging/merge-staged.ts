import type { BankEntry } from "../../core/question-bank/packed-bank.ts";
import type { PassedOver } from "../../bank-import/import-format.ts";
import { type ImportCounts, type Merging, mergeCheck, mergeOutcomes, mergeQuestion, mergeTwin } from "../merge-rows.ts";
import { bankEntries, type BankState } from "../store/bank-store.ts";
import { decodeVector } from "../store/journal-line.ts";
import { fingerprint } from "../../bank-import/same-text.ts";
import { lastQuestion, type StagedRow } from "./staged-rows.ts";
import type { StagingFile } from "./staging-file.ts";
import type { Survey } from "./survey-bank.ts";

/** Outcomes that are named when the bank does not have their question; the others are counted. */
const NAMED_ROWS = 1000;

/** What merging gave. */
export interface MergeCounts extends Omit<ImportCounts, "failed"> {
  /** Questions that were not there. */
  added: number;
  /** Outcomes for questions that the bank does not have; nothing is wrong with them. */
  outcomesUnknown: number;
  /** The first of them. */
  readonly unknown: PassedOver[];
  /** Questions that the bank does not have and that are not wanted. */
  notInBank: number;
}

export function noCounts(): MergeCounts {
  return { imported: 0, updated: 0, skipped: 0, added: 0, outcomesUnknown: 0, unknown: [], notInBank: 0 };
}

/** What merging needs besides the rows. */
export interface MergePlan {
  readonly staging: StagingFile;
  /** Of the same state of the bank. */
  readonly survey: Survey;
  readonly space: string;
  /** Makes a vector that turns out to be missing: the bank has changed since the others were made. */
  readonly embed: (text: string) => Promise<Float32Array>;
}

/** The bank with the staged rows: its own entries in their order, then the new ones in theirs. Counts as it goes. */
export async function* mergedEntries(
  old: BankState | null,
  plan: MergePlan,
  counts: MergeCounts,
): AsyncGenerator<BankEntry> {
  const { staging, survey } = plan;
  const { byQuestion } = staging.rows;
  const twinOf = new Map([...survey.twins].map(([added, known]) => [known, added]));
  for await (const entry of old === null ? [] : bankEntries(old)) {
    const { id } = entry.question;
    const twin = twinOf.get(id);
    const rows = byQuestion.get(twin ?? id);
    if (rows === undefined) yield entry;
    else {
      const mergeWhole = twin === undefined ? mergeQuestion : mergeTwin;
      const merged = await merge(entry, rows, survey.onlyKnown ? mergeCheck : mergeWhole, plan, counts);
      yield await complete(merged ?? entry, rows, plan);
    }
  }
  for (const [id, rows] of byQuestion) {
    if (survey.known.has(id) || survey.twins.has(id)) continue;
    if (survey.onlyKnown && lastQuestion(rows) !== undefined) {
      counts.notInBank += 1;
      continue;
    }
    const merged = await merge(null, rows, mergeQuestion, plan, counts);
    if (merged === null) continue;
    counts.added += 1;
    yield await complete(merged, rows, plan);
  }
}

async function merge(
  known: Merging | null,
  rows: readonly StagedRow[],
  mergeWith: typeof mergeQuestion,
  { staging, space }: MergePlan,
  counts: MergeCounts,
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
  const made = isOfLast ? staging.rows.vectors.get(last.place.position) : undefined;
  const record = made === undefined ? undefined : await staging.read(made);
  return { question, vector: record?.kind === "vector" ? decodeVector(record.vector) : await embed(question.question) };
}
