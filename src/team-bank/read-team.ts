import type { Client } from "pg";
import * as v from "valibot";
import type { BankEntry } from "../core/packed-bank/index.ts";
import { beyondLimits, bankQuestionSchema } from "../core/question-bank/index.ts";
import { toUnit } from "../bank/store/index.ts";
import { TeamBankError } from "./connection.ts";
import { newestSchema } from "./schema.ts";
import type { ToldOutcomes } from "./changes.ts";

/** What the bank's one row says. */
export interface TeamFacts {
  /** Names the bank for as long as it lives. */
  readonly id: string;
  /** Grows by 1 with each transaction that changes the bank. */
  readonly revision: number;
  /** Embedding space of its vectors; empty while the bank is. */
  readonly space: string;
  /** d; 0 while the bank is empty. */
  readonly dimension: number;
  /** Whether this role may write it. */
  readonly mayWrite: boolean;
}

/** How a question of the team's bank differs from an earlier revision. */
export type TeamChange =
  | { readonly kind: "put"; readonly entry: BankEntry }
  | { readonly kind: "removed" }
  | { readonly kind: "told"; readonly outcomes: ToldOutcomes };

/** How many questions are asked for at once. */
const PAGE = 1000;

/**
 * Reads what the bank is.
 *
 * @throws TeamBankError when its tables are of another version than this one's
 */
export async function readFacts(client: Client): Promise<TeamFacts> {
  const { rows: versions } = await client.query<{ name: string }>(
    "SELECT name FROM smcs.migrations ORDER BY name DESC LIMIT 1",
  );
  const schema = versions[0]?.name ?? "";
  if (schema > newestSchema) {
    throw new TeamBankError(
      `A newer version of SMCS made the tables of this team bank (${schema}; this version knows ${newestSchema}). Update SMCS here. Changes wait on this machine.`,
      false,
    );
  }
  if (schema < newestSchema) {
    throw new TeamBankError(
      `The tables of this team bank are of an older version of SMCS (${schema}). Whoever owns them brings them up to date with: smcs team init. Changes wait on this machine.`,
      false,
    );
  }
  const { rows } = await client.query<
    Omit<TeamFacts, "revision" | "mayWrite"> & { revision: string; may_write: boolean }
  >(
    "SELECT id, revision, space, dimension, has_table_privilege('smcs.questions', 'INSERT') AS may_write FROM smcs.bank",
  );
  const [bank] = rows;
  if (bank === undefined)
    throw new TeamBankError("The team bank has lost its first row. Restore it from a backup.", false);
  const { may_write: mayWrite, ...facts } = bank;
  return { ...facts, revision: Number(bank.revision), mayWrite };
}

/** Starts a transaction that sees one state of the bank, whatever others write. */
export async function beginReading(client: Client): Promise<void> {
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
}

/** Returns how many questions and outcomes changed after a revision. */
export async function countChanges(client: Client, since: number): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    "SELECT (SELECT count(*) FROM smcs.questions WHERE revision > $1) + (SELECT count(*) FROM smcs.outcomes WHERE revision > $1) AS count",
    [since],
  );
  return Number(rows[0]?.count);
}

/** How rows are read. */
export interface RowReading {
  /** d of the bank. */
  readonly dimension: number;
  /** Called with the id of a row that this version cannot read, for example because somebody wrote it by hand. */
  readonly onUnreadable: (id: string) => void;
}

/** Returns everything that changed after a revision, by the id of its question, in the bank's order. */
export async function readChanges(
  client: Client,
  since: number,
  reading: RowReading,
): Promise<Map<string, TeamChange>> {
  const changes = new Map<string, TeamChange>();
  const questions = await client.query<QuestionRow & { removed: boolean }>(
    `SELECT id, removed, question, vector, ${OUTCOMES} FROM smcs.questions q WHERE revision > $1 ORDER BY position`,
    [since],
  );
  for (const row of questions.rows) {
    const id = decoded(row.id);
    const entry = row.removed ? null : readEntry(row, reading);
    if (row.removed) changes.set(id, { kind: "removed" });
    else if (entry !== null) changes.set(id, { kind: "put", entry });
  }
  const outcomes = await client.query<{ id: string; outcomes: Record<string, unknown> }>(
    `SELECT o.question_id AS id, json_object_agg(o.model, o.outcome::json) AS outcomes
     FROM smcs.outcomes o JOIN smcs.questions q ON q.id = o.question_id AND q.revision <= $1 AND NOT q.removed
     WHERE o.revision > $1 GROUP BY o.question_id`,
    [since],
  );
  for (const { id, outcomes: told } of outcomes.rows) {
    const news = readOutcomes(told);
    if (news === null) reading.onUnreadable(decoded(id));
    else changes.set(decoded(id), { kind: "told", outcomes: news });
  }
  return changes;
}

/** Yields all entries of the bank in its order, a page at a time. */
export async function* readEntries(client: Client, reading: RowReading): AsyncGenerator<BankEntry> {
  for (let last = "0"; ;) {
    const { rows } = await client.query<QuestionRow & { position: string }>(
      `SELECT id, position, question, vector, ${OUTCOMES} FROM smcs.questions q
       WHERE NOT removed AND position > $1 ORDER BY position LIMIT ${PAGE}`,
      [last],
    );
    for (const row of rows) {
      const entry = readEntry(row, reading);
      if (entry !== null) yield entry;
    }
    if (rows.length < PAGE) return;
    last = rows.at(-1)?.position ?? last;
  }
}

const OUTCOMES = `(SELECT json_object_agg(o.model, o.outcome::json) FROM smcs.outcomes o
  WHERE o.question_id = q.id AND o.outcome IS NOT NULL) AS outcomes`;

interface QuestionRow {
  readonly id: string;
  readonly question: string;
  readonly vector: Buffer;
  readonly outcomes: Record<string, unknown> | null;
}

function readEntry(row: QuestionRow, { dimension, onUnreadable }: RowReading): BankEntry | null {
  const { id, question, vector, outcomes } = row;
  try {
    const capability = byDecodedName(outcomes ?? {});
    const read = v.parse(bankQuestionSchema, { ...(JSON.parse(question) as object), id: decoded(id), capability });
    // A copy, because float32 values must begin at a multiple of four bytes.
    const tooLarge = beyondLimits(read);
    if (tooLarge !== undefined) throw new RangeError(tooLarge);
    const values = new Float32Array(Uint8Array.from(vector).buffer);
    if (values.length !== dimension) throw new RangeError("its vector has another length than the bank's");
    return { question: read, vector: toUnit(read.id, values) };
  } catch {
    onUnreadable(id);
    return null;
  }
}

function readOutcomes(told: Record<string, unknown>): ToldOutcomes | null {
  const all = Object.entries(byDecodedName(told));
  const known = v.safeParse(
    bankQuestionSchema.entries.capability,
    Object.fromEntries(all.filter(([, outcome]) => outcome !== null)),
  );
  if (!known.success) return null;
  return { ...Object.fromEntries(all.map(([model]) => [model, null])), ...known.output };
}

function byDecodedName(outcomes: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(outcomes).map(([model, outcome]) => [decoded(model), outcome]));
}

/** Returns the name that `encoded` made a text for the database of. */
const decoded = (name: string): string => JSON.parse(`"${name}"`) as string;
