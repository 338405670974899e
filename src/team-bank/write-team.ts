import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Client } from "pg";
import type { BankEntry } from "../core/packed-bank/index.ts";
import type { LocalChanges, ToldOutcomes } from "./changes.ts";

/** Characters that are sent at once. */
const PIECE = 1 << 16;

/** What is written into the bank in one transaction. */
export interface Push {
  readonly space: string;
  readonly changes: LocalChanges;
  /** The entries of everything that is put, in their order; others are passed over. */
  readonly entries: AsyncIterable<BankEntry>;
}

/**
 * Writes changes as the revision after `revision`, whole or not at all.
 *
 * @returns the new revision; null when the bank is no longer at `revision`, and nothing was written
 * @throws the errors of pg and of reading the entries
 */
export async function writeChanges(client: Client, revision: number, push: Push): Promise<number | null> {
  await client.query("BEGIN");
  try {
    const written = await write(client, revision, push);
    await client.query(written === null ? "ROLLBACK" : "COMMIT");
    return written;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

async function write(client: Client, revision: number, push: Push): Promise<number | null> {
  const { default: copying } = await import("pg-copy-streams");
  await client.query(
    "CREATE TEMPORARY TABLE pushed (kind text, id text, model text, value text, vector bytea) ON COMMIT DROP",
  );
  const { dimension, lines } = linesOf(push);
  await pipeline(Readable.from(inPieces(lines)), client.query(copying.from("COPY pushed FROM STDIN")));
  await client.query("ANALYZE pushed");
  // The row stays locked until the end, so revisions come one after the other.
  const next = await client.query<{ revision: string; space: string; dimension: number }>(
    `UPDATE smcs.bank SET revision = revision + 1,
       space = CASE WHEN dimension = 0 THEN $2 ELSE space END,
       dimension = CASE WHEN dimension = 0 THEN $3 ELSE dimension END
     WHERE revision = $1 RETURNING revision, space, dimension`,
    [revision, push.space, dimension()],
  );
  const [bank] = next.rows;
  if (bank === undefined) return null;
  if (dimension() > 0 && (bank.space !== push.space || bank.dimension !== dimension())) return null;
  const { questions, outcomes } = await apply(client, bank.revision);
  await client.query("INSERT INTO smcs.revisions (revision, questions, outcomes) VALUES ($1, $2, $3)", [
    bank.revision,
    questions,
    outcomes,
  ]);
  await client.query(`NOTIFY ${CHANNEL}`);
  return Number(bank.revision);
}

/** The channel on which a new revision is announced. */
export const CHANNEL = "smcs_bank";

async function apply(client: Client, revision: string): Promise<{ questions: number; outcomes: number }> {
  const count = async (statement: string): Promise<number> => (await client.query(statement, [revision])).rowCount ?? 0;
  const removed = await count(
    `UPDATE smcs.questions q SET removed = true, revision = $1::bigint, question = '', vector = ''
     FROM pushed p WHERE p.kind = 'removed' AND q.id = p.id AND NOT q.removed`,
  );
  await client.query("DELETE FROM smcs.outcomes o USING pushed p WHERE p.kind = 'removed' AND o.question_id = p.id");
  // Outcomes of a question that is put are those that come with it. Left alone if nothing differs: they keep their date.
  await client.query(
    `UPDATE smcs.outcomes o SET outcome = NULL, revision = $1::bigint FROM pushed q
     WHERE q.kind = 'put' AND o.question_id = q.id AND o.outcome IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM pushed p WHERE p.kind = 'outcome' AND p.id = q.id AND p.model = o.model)`,
    [revision],
  );
  const put = await count(
    `INSERT INTO smcs.questions AS q (id, revision, question, vector)
     SELECT id, $1::bigint, value, vector FROM pushed WHERE kind = 'put'
     ON CONFLICT (id) DO UPDATE SET removed = false, revision = $1::bigint, question = excluded.question, vector = excluded.vector
     WHERE q.removed OR (q.question, q.vector) IS DISTINCT FROM (excluded.question, excluded.vector)`,
  );
  const outcomes = await count(
    `INSERT INTO smcs.outcomes AS o (question_id, model, revision, outcome)
     SELECT p.id, p.model, $1::bigint, p.value FROM pushed p WHERE p.kind = 'outcome'
       AND EXISTS (SELECT 1 FROM smcs.questions q WHERE q.id = p.id AND NOT q.removed)
     ON CONFLICT (question_id, model) DO UPDATE SET outcome = excluded.outcome, revision = $1::bigint
     WHERE o.outcome IS DISTINCT FROM excluded.outcome`,
  );
  return { questions: removed + put, outcomes };
}

/** Returns the lines of COPY for a push, and the length of the vectors, which is known after the last line. */
function linesOf({ changes, entries }: Push): { dimension: () => number; lines: AsyncGenerator<string> } {
  let dimension = 0;
  async function* lines(): AsyncGenerator<string> {
    for (const [id, change] of changes) {
      if (change.kind === "removed") yield line("removed", encoded(id), null, null, null);
      if (change.kind === "told") yield* outcomeLines(id, change.outcomes);
    }
    if (![...changes.values()].some(({ kind }) => kind === "put")) return;
    for await (const { question, vector } of entries) {
      if (changes.get(question.id)?.kind !== "put") continue;
      const { capability, ...rest } = question;
      const values = vector instanceof Float32Array ? vector : Float32Array.from(vector);
      dimension = values.length;
      const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString("hex");
      yield line("put", encoded(question.id), null, JSON.stringify(rest), `\\x${bytes}`);
      yield* outcomeLines(question.id, capability);
    }
  }
  return { dimension: () => dimension, lines: lines() };
}

/** Joins lines into pieces that are worth a write each. */
async function* inPieces(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = "";
  for await (const line of lines) {
    piece += line;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = "";
  }
  yield piece;
}

function* outcomeLines(id: string, outcomes: ToldOutcomes): Generator<string> {
  for (const [model, outcome] of Object.entries(outcomes)) {
    yield line("outcome", encoded(id), encoded(model), outcome === null ? null : JSON.stringify(outcome), null);
  }
}

/** Returns a row in COPY's text format. */
function line(...fields: readonly (string | null)[]): string {
  return `${fields.map((field) => (field === null ? "\\N" : field.replace(/[\\\n\r\t]/g, (one) => ESCAPES[one] ?? ""))).join("\t")}\n`;
}

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Returns a name as it stands in JSON, without the quotes: PostgreSQL's text cannot hold the character NUL. */
const encoded = (name: string): string => JSON.stringify(name).slice(1, -1);
