import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/*
 * The tables of a team bank, in the schema `smcs`. Every change of the bank is one transaction and one revision. What a
 * copy of the bank has not seen is what has a later revision than the copy.
 *
 * Names of questions and models are kept as they stand in JSON, without the quotes, since PostgreSQL's text cannot hold
 * the character NUL.
 */

/** The steps from an empty database to today's tables, by name, in order. Published ones never change. */
export const migrations: Readonly<Record<string, Migration>> = {
  "001-bank": {
    async up(db: Kysely<unknown>) {
      const { sql } = await import("kysely");
      // One row. Writers lock it, so that revisions come one after the other.
      await sql`CREATE TABLE smcs.bank (
        single boolean PRIMARY KEY DEFAULT true CHECK (single),
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        revision bigint NOT NULL DEFAULT 0,
        space text NOT NULL DEFAULT '',
        dimension integer NOT NULL DEFAULT 0
      )`.execute(db);
      await sql`INSERT INTO smcs.bank DEFAULT VALUES`.execute(db);
      await sql`CREATE TABLE smcs.revisions (
        revision bigint PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT now(),
        role text NOT NULL DEFAULT session_user,
        client text NOT NULL DEFAULT current_setting('application_name'),
        questions integer NOT NULL,
        outcomes integer NOT NULL
      )`.execute(db);
      // A removed question stays as a row, so that copies learn of it. Its vector is float32, little-endian.
      await sql`CREATE TABLE smcs.questions (
        id text PRIMARY KEY,
        position bigint GENERATED ALWAYS AS IDENTITY,
        revision bigint NOT NULL,
        removed boolean NOT NULL DEFAULT false,
        question text NOT NULL,
        vector bytea NOT NULL
      )`.execute(db);
      await sql`CREATE INDEX ON smcs.questions (revision)`.execute(db);
      await sql`CREATE INDEX ON smcs.questions (position)`.execute(db);
      // An outcome that was taken back is null.
      await sql`CREATE TABLE smcs.outcomes (
        question_id text NOT NULL,
        model text NOT NULL,
        revision bigint NOT NULL,
        outcome text,
        PRIMARY KEY (question_id, model)
      )`.execute(db);
      await sql`CREATE INDEX ON smcs.outcomes (revision)`.execute(db);
    },
  },
};

/** The schema that this version reads and writes: the name of the last migration. */
export const newestSchema = Object.keys(migrations).toSorted().at(-1) as string;

/** What a role may do with the bank. */
export type Right = "read" | "write";

/** Returns the statements that let a role read, or read and write. @param role quoted as an identifier */
export function grants(role: string, right: Right): string {
  const read = `GRANT USAGE ON SCHEMA smcs TO ${role}; GRANT SELECT ON ALL TABLES IN SCHEMA smcs TO ${role};`;
  return right === "read"
    ? read
    : `${read} GRANT INSERT, UPDATE, DELETE ON smcs.questions, smcs.outcomes, smcs.revisions TO ${role}; GRANT UPDATE ON smcs.bank TO ${role};`;
}
