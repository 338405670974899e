import { isIP } from "node:net";
import path from "node:path";
import { SettingsError } from "../core/errors.ts";

/** The setting that names a bank's place. */
export const BANK_LOCATION = "smcs.bank.location";
const PORT = 5432;
const PROTOCOLS = ["postgresql:", "postgres:"];

/** Where a team bank is. */
export interface TeamAddress {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  /** The database role; undefined: the one that PostgreSQL's own tools would use. */
  readonly user: string | undefined;
  /** False only where the address says so, and for this machine itself. */
  readonly encrypted: boolean;
  /** File of the certificates that the server's is checked with, in place of those that Node trusts. */
  readonly certificates: string | undefined;
}

/** Returns whether a bank's location names a team bank rather than a folder. */
export function isTeamBank(location: string): boolean {
  return /^postgres(?:ql)?:/i.test(location);
}

/**
 * Reads `postgresql://[role@]host[:port]/database[?sslmode=disable&sslrootcert=FILE]`. The server's certificate is
 * always verified, unless `sslmode=disable` sends everything in the clear.
 *
 * @throws SettingsError for an address that cannot be used, or that holds a password
 */
export function parseTeamAddress(location: string): TeamAddress {
  const url = URL.parse(location);
  if (url === null || !PROTOCOLS.includes(url.protocol)) {
    throw unusable(`is no address of a database. Write postgresql://role@host/database.`);
  }
  if (url.password !== "") {
    throw unusable(
      "holds a password, which settings files must not. Remove it there: SMCS takes the password from its own store of secrets, PGPASSWORD or the file ~/.pgpass.",
    );
  }
  const host = decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, "$1");
  const database = decodeURIComponent(url.pathname.slice(1));
  if (host === "" || database === "" || database.includes("/")) {
    throw unusable(`${shown(url)} names no host and database. Write postgresql://role@host/database.`);
  }
  const { sslmode, sslrootcert } = parametersOf(url);
  return {
    host,
    port: url.port === "" ? PORT : Number(url.port),
    database,
    user: url.username === "" ? undefined : decodeURIComponent(url.username),
    encrypted: sslmode === "disable" ? false : sslmode === "verify-full" || !isThisMachine(host),
    certificates: sslrootcert,
  };
}

function parametersOf(url: URL): { readonly sslmode?: string; readonly sslrootcert?: string } {
  for (const name of url.searchParams.keys()) {
    if (name !== "sslmode" && name !== "sslrootcert") {
      throw unusable(`has the parameter ${name}. It may have sslmode and sslrootcert.`);
    }
  }
  const { sslmode, sslrootcert } = Object.fromEntries(url.searchParams);
  if (sslmode !== undefined && sslmode !== "verify-full" && sslmode !== "disable") {
    throw unusable(
      `has sslmode=${sslmode}. It may be verify-full, which is the default, or disable, which sends questions and the password in the clear.`,
    );
  }
  return { ...(sslmode !== undefined && { sslmode }), ...(sslrootcert !== undefined && { sslrootcert }) };
}

function isThisMachine(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

function unusable(problem: string): SettingsError {
  return new SettingsError(BANK_LOCATION, problem);
}

function shown(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}

/** Returns an address as users know it: without a role, parameters and the usual port. */
export function teamName({ host, port, database }: TeamAddress): string {
  return `${host.includes(":") ? `[${host}]` : host}${port === PORT ? "" : `:${port}`}/${database}`;
}

/**
 * Returns the folder of the local copy of a team bank.
 *
 * @param parent folder of all copies
 */
export function copyFolder(parent: string, { host, port, database }: TeamAddress): string {
  const safe = (name: string): string => encodeURIComponent(name).replaceAll("*", "%2A").replace(/^\./, "%2E");
  return path.join(parent, `${safe(host)}-${port}-${safe(database)}`);
}

/** Returns the folder of the ordinary bank within a local copy's. */
export const bankIn = (copy: string): string => path.join(copy, "bank");
