import { BankError, messageOf } from "../core/errors.ts";
import { type TeamAccess, withConnection } from "./connection.ts";
import { readFacts } from "./read-team.ts";
import { grants, migrations, newestSchema, type Right } from "./schema.ts";

/**
 * Creates the tables of a team bank, or brings them up to date. Calls at the same time wait for each other.
 *
 * @returns the names of the steps that were made; none when the tables were up to date
 * @throws TeamBankError, SettingsError; then the tables are as they were
 */
export async function createTables(access: TeamAccess): Promise<readonly string[]> {
  const { Kysely, PostgresDialect } = await import("kysely");
  const { Migrator } = await import("kysely/migration");
  return withConnection(access, async (client) => {
    await client.query("SELECT pg_advisory_lock(hashtext('smcs'))");
    // One connection that is already open, in the form of a pool.
    const pool = {
      options: {},
      connect: () => Promise.resolve(Object.assign(client, { release: () => undefined })),
      end: () => Promise.resolve(),
    };
    const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
    const migrator = new Migrator({
      db,
      provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
      migrationTableSchema: "smcs",
      migrationTableName: "migrations",
      migrationLockTableName: "migration_lock",
    });
    const { error, results = [] } = await migrator.migrateToLatest();
    if (error instanceof Error && /previously executed migration .* is missing/u.test(error.message)) {
      throw new BankError(
        `A newer version of SMCS made the tables of this team bank; this version knows ${newestSchema}. Update SMCS here.`,
        { cause: error },
      );
    }
    if (error !== undefined) throw error instanceof Error ? error : new BankError(messageOf(error));
    return results.map(({ migrationName }) => migrationName);
  });
}

/**
 * Lets a role of the database read the bank, or read and write it.
 *
 * @throws TeamBankError, for example when there is no such role
 */
export async function grant(access: TeamAccess, role: string, right: Right): Promise<void> {
  await withConnection(access, (client) => client.query(grants(client.escapeIdentifier(role), right)));
}

/** What a team bank holds, and who wrote last. */
export interface TeamStatus {
  readonly revision: number;
  readonly questions: number;
  readonly outcomes: number;
  readonly space: string;
  /** Bytes of its tables and indexes on the server's disk. */
  readonly bytes: number;
  readonly mayWrite: boolean;
  /** The last revisions, newest first. */
  readonly last: readonly Revision[];
}

/** Who wrote what, and when. */
export interface Revision {
  readonly revision: number;
  readonly at: Date;
  readonly role: string;
  readonly client: string;
  readonly questions: number;
  readonly outcomes: number;
}

/** How many revisions a status shows. */
const SHOWN = 5;

/** Reads what a team bank holds. @throws TeamBankError, SettingsError */
export async function teamStatus(access: TeamAccess): Promise<TeamStatus> {
  return withConnection(access, async (client) => {
    const { revision, space } = await readFacts(client);
    const counts = await client.query<{ questions: string; outcomes: string; bytes: string; may_write: boolean }>(
      `SELECT (SELECT count(*) FROM smcs.questions WHERE NOT removed) AS questions,
        (SELECT count(*) FROM smcs.outcomes WHERE outcome IS NOT NULL) AS outcomes,
        (SELECT sum(pg_total_relation_size(oid)) FROM pg_class
          WHERE relnamespace = 'smcs'::regnamespace AND relkind = 'r') AS bytes,
        has_table_privilege('smcs.questions', 'INSERT') AS may_write`,
    );
    const last = await client.query<Revision & { revision: string }>(
      `SELECT revision, at, role, client, questions, outcomes FROM smcs.revisions ORDER BY revision DESC LIMIT ${SHOWN}`,
    );
    const [row] = counts.rows;
    return {
      revision,
      space,
      questions: Number(row?.questions),
      outcomes: Number(row?.outcomes),
      bytes: Number(row?.bytes),
      mayWrite: row?.may_write === true,
      last: last.rows.map((one) => ({ ...one, revision: Number(one.revision) })),
    };
  });
}
