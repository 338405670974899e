import { type TeamAccess, withConnection } from "./connection.ts";
import { readFacts } from "./read-team.ts";
import { migrate } from "./schema.ts";

/**
 * Creates the tables of a team bank, or brings them up to date. Calls at the same time wait for each other.
 *
 * @returns the names of the steps that were made; none when the tables were up to date
 * @throws TeamBankError, SettingsError; then the tables are as they were
 */
export async function createTables(access: TeamAccess): Promise<readonly string[]> {
  return withConnection(access, migrate);
}

/** What a role may do with the bank. */
type Right = "read" | "write";

/**
 * Lets a role of the database read the bank, or read and write it.
 *
 * @throws TeamBankError, for example when there is no such role
 */
export async function grant(access: TeamAccess, role: string, right: Right): Promise<void> {
  await withConnection(access, (client) => client.query(grants(client.escapeIdentifier(role), right)));
}

/** Returns the statements that let a role read, or read and write. @param role quoted as an identifier */
function grants(role: string, right: Right): string {
  const read = `GRANT USAGE ON SCHEMA smcs TO ${role}; GRANT SELECT ON ALL TABLES IN SCHEMA smcs TO ${role};`;
  return right === "read"
    ? read
    : `${read} GRANT INSERT, UPDATE, DELETE ON smcs.questions, smcs.outcomes, smcs.revisions TO ${role}; GRANT UPDATE ON smcs.bank TO ${role};`;
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
    const { revision, space, mayWrite } = await readFacts(client);
    const counts = await client.query<{ questions: string; outcomes: string; bytes: string }>(
      `SELECT (SELECT count(*) FROM smcs.questions WHERE NOT removed) AS questions,
        (SELECT count(*) FROM smcs.outcomes WHERE outcome IS NOT NULL) AS outcomes,
        (SELECT sum(pg_total_relation_size(oid)) FROM pg_class
          WHERE relnamespace = 'smcs'::regnamespace AND relkind = 'r') AS bytes`,
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
      mayWrite,
      last: last.rows.map((one) => ({ ...one, revision: Number(one.revision) })),
    };
  });
}
