import type { Client } from "pg";
import { TeamBankError } from "./connection.ts";

/*
 * The tables of a team bank, in the schema `smcs`. Every change of the bank is one transaction and one revision. What a
 * copy of the bank has not seen is what has a later revision than the copy.
 *
 * Names of questions and models are kept as they stand in JSON, without the quotes, since PostgreSQL's text cannot hold
 * the character NUL.
 */

/** The statements that lead from an empty database to today's tables, by step, in order. Published ones never change. */
const steps: Readonly<Record<string, readonly string[]>> = {
  "001-bank": [
    // One row. Writers lock it, so that revisions come one after the other.
    `CREATE TABLE smcs.bank (
        single boolean PRIMARY KEY DEFAULT true CHECK (single),
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        revision bigint NOT NULL DEFAULT 0,
        space text NOT NULL DEFAULT '',
        dimension integer NOT NULL DEFAULT 0
      )`,
    `INSERT INTO smcs.bank DEFAULT VALUES`,
    `CREATE TABLE smcs.revisions (
        revision bigint PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT now(),
        role text NOT NULL DEFAULT session_user,
        client text NOT NULL DEFAULT current_setting('application_name'),
        questions integer NOT NULL,
        outcomes integer NOT NULL
      )`,
    // A removed question stays as a row, so that copies learn of it. Its vector is float32, little-endian.
    `CREATE TABLE smcs.questions (
        id text PRIMARY KEY,
        position bigint GENERATED ALWAYS AS IDENTITY,
        revision bigint NOT NULL,
        removed boolean NOT NULL DEFAULT false,
        question text NOT NULL,
        vector bytea NOT NULL
      )`,
    `CREATE INDEX ON smcs.questions (revision)`,
    `CREATE INDEX ON smcs.questions (position)`,
    // An outcome that was taken back is null.
    `CREATE TABLE smcs.outcomes (
        question_id text NOT NULL,
        model text NOT NULL,
        revision bigint NOT NULL,
        outcome text,
        PRIMARY KEY (question_id, model)
      )`,
    `CREATE INDEX ON smcs.outcomes (revision)`,
  ],
};

/** The schema that this version reads and writes: the name of the last step. */
export const newestSchema = Object.keys(steps).at(-1) ?? "";

/**
 * Makes the steps that a database lacks, all or none. Callers at the same time wait for each other.
 *
 * @returns the names of the steps that were made
 * @throws TeamBankError when a newer version made the tables; the errors of pg
 */
export async function migrate(client: Client): Promise<readonly string[]> {
  await client.query("BEGIN");
  try {
    await client.query("SELECT pg_advisory_xact_lock(hashtext('smcs'))");
    await client.query("CREATE SCHEMA IF NOT EXISTS smcs");
    await client.query(
      "CREATE TABLE IF NOT EXISTS smcs.migrations (name text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())",
    );
    const { rows } = await client.query<{ name: string }>("SELECT name FROM smcs.migrations");
    const made = new Set(rows.map(({ name }) => name));
    const unknown = [...made].filter((name) => !Object.hasOwn(steps, name));
    if (unknown.length > 0) {
      throw new TeamBankError(
        `A newer version of SMCS made the tables of this team bank (${unknown.join(", ")}). Update SMCS here.`,
        false,
      );
    }
    const missing = Object.keys(steps).filter((name) => !made.has(name));
    for (const name of missing) {
      for (const statement of steps[name] ?? []) await client.query(statement);
      await client.query("INSERT INTO smcs.migrations (name) VALUES ($1)", [name]);
    }
    await client.query("COMMIT");
    return missing;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}
