import { readFile } from "node:fs/promises";
import type { Client, ClientConfig } from "pg";
import { BankError, messageOf, SettingsError } from "../core/errors.ts";
import { BANK_LOCATION, type TeamAddress, teamName } from "../servers/index.ts";
import { codeOf } from "../storage/index.ts";

/** How to reach a team bank. */
export interface TeamAccess {
  readonly address: TeamAddress;
  /** Resolves with the role's password; null leaves it to PGPASSWORD and ~/.pgpass. */
  readonly password?: (() => Promise<string | null>) | undefined;
  /** What wrote: shown beside each revision, for example "smcs 1.0.0". */
  readonly client: string;
}

/** Milliseconds until a server that does not answer counts as unreachable. */
const CONNECT_MS = 10_000;
/** Milliseconds that a statement may take; a large import is one statement. */
const STATEMENT_MS = 10 * 60_000;
/** Milliseconds that a statement waits for another writer. */
const WAIT_MS = 60_000;

/**
 * Runs `use` with a connection to the database, and closes it.
 *
 * @throws TeamBankError saying what failed and what to do; SettingsError; the errors of `use` that are no database's
 */
export async function withConnection<Result>(
  access: TeamAccess,
  use: (client: Client) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  signal?.throwIfAborted();
  const { address } = access;
  const client = await newClient(access);
  // A connection that is cut rejects what waits for it, and says so here a second time.
  client.on("error", () => undefined);
  const stop = (): void => {
    void client.end().catch(() => undefined);
  };
  signal?.addEventListener("abort", stop, { once: true });
  try {
    await client.connect();
    return await use(client);
  } catch (error) {
    signal?.throwIfAborted();
    throw teamFailure(error, address);
  } finally {
    signal?.removeEventListener("abort", stop);
    stop();
  }
}

async function newClient({ address, password, client }: TeamAccess): Promise<Client> {
  const { default: pg } = await import("pg");
  const { host, port, database, user } = address;
  const given = (await password?.()) ?? undefined;
  const config: ClientConfig = {
    host,
    port,
    database,
    ...(user !== undefined && { user }),
    ...(given !== undefined && { password: given }),
    ssl: await tlsOf(address),
    application_name: client,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    lock_timeout: WAIT_MS,
    keepAlive: true,
  };
  return new pg.Client(config);
}

/** Returns what the connection must know of TLS. */
async function tlsOf({ encrypted, certificates }: TeamAddress): Promise<false | { readonly ca?: string }> {
  if (!encrypted) return false;
  if (certificates === undefined) return {};
  const ca = await readFile(certificates, "utf8").catch((error: unknown) => {
    throw new SettingsError(
      BANK_LOCATION,
      `names the certificates ${certificates}, which cannot be read: ${messageOf(error)}.`,
    );
  });
  return { ca };
}

/** A team bank cannot be used at the moment, or not for this; nothing was lost. */
export class TeamBankError extends BankError {
  /** Whether the same may succeed later, without anybody doing something here. */
  readonly passing: boolean;

  constructor(message: string, passing: boolean, options?: ErrorOptions) {
    super(message, options);
    this.passing = passing;
  }
}

/** What failed, by the code of PostgreSQL (https://www.postgresql.org/docs/current/errcodes-appendix.html) or Node. */
const SENTENCES: Readonly<Record<string, readonly [problem: string, passing: boolean]>> = {
  "28P01": ["refuses the password of this role. Set it again.", false],
  "28000": [
    "refuses this role. Ask whoever runs the database for a role, and write it into smcs.bank.location.",
    false,
  ],
  "3D000": ["has no database of this name. Create it there, or correct smcs.bank.location.", false],
  "42501": ["does not allow this role to do that. Ask for the right to write: smcs team grant ROLE --write.", false],
  "42P01": ["has no tables of SMCS yet. Create them with: smcs team init.", false],
  "3F000": ["has no tables of SMCS yet. Create them with: smcs team init.", false],
  "42883": ["lacks a function that SMCS needs. SMCS needs PostgreSQL 13 or later.", false],
  "53100": ["has no room left on its disk, so nothing was stored there. Changes wait on this machine.", true],
  "53200": ["has no memory left. Changes wait on this machine.", true],
  "53300": ["has no connection left for SMCS. Allow more, or put a pooler in front of it.", true],
  "57P01": ["is being stopped. SMCS connects again when it is back.", true],
  "57P03": ["is starting. SMCS tries again.", true],
  "55P03": ["was being written by others for too long. SMCS tries again.", true],
  "40P01": ["was being written by others. SMCS tries again.", true],
  "57014": ["took too long. SMCS tries again.", true],
  "25006": ["can only be read at the moment, as a standby. Changes wait on this machine.", true],
  ECONNREFUSED: ["does not answer: nothing listens at this address.", true],
  ECONNRESET: ["cut the connection.", true],
  EPIPE: ["cut the connection.", true],
  ETIMEDOUT: ["does not answer.", true],
  EHOSTUNREACH: ["cannot be reached from here.", true],
  ENETUNREACH: ["cannot be reached from here.", true],
  ENOTFOUND: ["has a name that is not known here. Correct smcs.bank.location, or connect to its network.", true],
  EAI_AGAIN: ["has a name that cannot be looked up at the moment.", true],
  CERT_HAS_EXPIRED: ["has a certificate that has expired.", false],
  DEPTH_ZERO_SELF_SIGNED_CERT: [
    "has a certificate that it signed itself. Name it with sslrootcert=FILE in smcs.bank.location.",
    false,
  ],
  SELF_SIGNED_CERT_IN_CHAIN: [
    "has a certificate of an authority that is not trusted here. Name that authority's with sslrootcert=FILE in smcs.bank.location.",
    false,
  ],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
    "has a certificate of an authority that is not trusted here. Name that authority's with sslrootcert=FILE in smcs.bank.location.",
    false,
  ],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    "has a certificate for another name. Use the name of its certificate in smcs.bank.location.",
    false,
  ],
};

/** What pg says without a code. */
const SAYINGS: readonly (readonly [RegExp, problem: string, passing: boolean])[] = [
  [
    /does not support SSL/i,
    "does not encrypt connections, so nothing was sent. Turn on ssl there; or, where the network is safe, write ?sslmode=disable behind the address.",
    false,
  ],
  [
    /password must be a string|no password supplied/i,
    "wants a password. Set one: SMCS takes it from its own store of secrets, PGPASSWORD or the file ~/.pgpass.",
    false,
  ],
  [/timeout/i, "does not answer.", true],
  [/Connection terminated|Client was closed|not queryable/i, "cut the connection.", true],
];

/** Returns the error to report for a failure of the database; others are returned unchanged. */
export function teamFailure(error: unknown, address: TeamAddress): unknown {
  if (error instanceof BankError || !(error instanceof Error)) return error;
  const known = SENTENCES[codeOf(error) ?? ""] ?? said(messageOf(error));
  const isDatabase = "severity" in error || "syscall" in error || known !== undefined;
  if (!isDatabase) return error;
  const [problem, passing] = known ?? [`failed: ${messageOf(error)}.`, true];
  return new TeamBankError(`The database of the team bank ${teamName(address)} ${problem}`, passing, { cause: error });
}

function said(message: string): readonly [problem: string, passing: boolean] | undefined {
  const found = SAYINGS.find(([pattern]) => pattern.test(message));
  return found === undefined ? undefined : [found[1], found[2]];
}
