import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdirSync } from "node:fs";
import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { parseTeamAddress } from "../../../src/servers/index.ts";
import { type TeamAccess } from "../../../src/team-bank/index.ts";
import { until } from "../until.ts";
import { findPostgres } from "./find-postgres.ts";

/** The owner's password. */
const PASSWORD = "owner's \\ secret";

/** A PostgreSQL server on loopback with an empty data folder. */
export interface Postgres {
  readonly port: number;
  /** The owner's. */
  readonly password: string;
  /** Creates a database and returns the way to it as its owner. */
  readonly database: () => Promise<TeamAccess>;
  /** Returns the owner's way to a database. */
  readonly ownAccess: (database: string) => TeamAccess;
  /** Runs a statement. */
  readonly run: (access: TeamAccess, statement: string) => Promise<readonly Record<string, unknown>[]>;
  /** Ends the server at once, as a crash would. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** Changes the server's settings; they count from its next start. */
  readonly configure: (lines: string) => Promise<void>;
  readonly folder: string;
  /** Runs a program as the server's user, so that the server may read what it writes. */
  readonly asServer: (program: string, args: readonly string[]) => void;
  /** Mounts a disk in memory that the server may write; null where that is not allowed. */
  readonly smallDisk: (megabytes: number) => SmallDisk | null;
  /** Ends the server and removes its folder. */
  readonly close: () => Promise<void>;
}

/** A disk that fills up soon. */
export interface SmallDisk {
  readonly folder: string;
  readonly remove: () => void;
}

/** Why tests with a server are left out; undefined when there is one. */
export const noPostgres =
  findPostgres() === undefined ? "PostgreSQL is not installed: apt-get install postgresql" : undefined;

/** Starts a server that ends with this process at the latest. */
export async function startPostgres(): Promise<Postgres> {
  const programs = findPostgres();
  if (programs === undefined) throw new Error(noPostgres);
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-postgres-"));
  const data = path.join(folder, "data");
  const user = unprivileged();
  if (user !== null) chownSync(folder, user.uid, user.gid);
  const secret = path.join(folder, "secret");
  await writeFile(secret, PASSWORD);
  if (user !== null) chownSync(secret, user.uid, user.gid);
  const options = { ...user, cwd: folder };
  const initialise = ["-D", data, "-U", "owner", "-A", "scram-sha-256", "--pwfile", secret, "-E", "UTF8", "--no-sync"];
  await promisify(execFile)(path.join(programs, "initdb"), [...initialise, "--locale=C"], options);
  const port = await freePort();
  const configure = (lines: string): Promise<void> => appendFile(path.join(data, "postgresql.conf"), `${lines}\n`);
  // Nothing of a test's needs to survive a power failure.
  await configure(`listen_addresses = '127.0.0.1'\nport = ${port}\nunix_socket_directories = ''\nfsync = off`);
  let server: ChildProcess | null = null;
  const access = (database: string): TeamAccess => ({
    address: parseTeamAddress(`postgresql://owner@127.0.0.1:${port}/${database}`),
    password: () => Promise.resolve(PASSWORD),
    client: "smcs test",
  });
  const run: Postgres["run"] = async ({ address: { database, user: name }, password }, statement) => {
    const client = new pg.Client({
      host: "127.0.0.1",
      port,
      database,
      user: name,
      password: (await password?.()) ?? undefined,
    });
    await client.connect();
    try {
      const { rows } = await client.query<Record<string, unknown>>(statement);
      return rows;
    } finally {
      await client.end();
    }
  };
  const start = async (): Promise<void> => {
    server = spawn(path.join(programs, "postgres"), ["-D", data], { ...options, stdio: "ignore" });
    endWithThisProcess(server);
    await until("PostgreSQL answers", () =>
      run(access("postgres"), "SELECT 1").then(
        () => true,
        () => false,
      ),
    );
  };
  const end = async (signal: "SIGINT" | "SIGQUIT"): Promise<void> => {
    if (server === null || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, "exit");
    // SIGINT is its fast shutdown, and SIGQUIT the one without a checkpoint.
    server.kill(signal);
    await ended;
  };
  let databases = 0;
  await start();
  return {
    port,
    password: PASSWORD,
    folder,
    asServer: (program, args) => void execFileSync(program, args, { ...options, stdio: "pipe" }),
    smallDisk: (megabytes) => mountDisk(path.join(folder, "disk"), megabytes, user),
    ownAccess: access,
    run,
    start,
    configure,
    kill: () => end("SIGQUIT"),
    database: async () => {
      databases += 1;
      const name = `bank${databases}`;
      await run(access("postgres"), `CREATE DATABASE ${name}`);
      return access(name);
    },
    close: async () => {
      await end("SIGINT");
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** The user that the server runs as, where it is not this process's. */
type ServerUser = { readonly uid: number; readonly gid: number } | null;

function mountDisk(folder: string, megabytes: number, user: ServerUser): SmallDisk | null {
  mkdirSync(folder);
  const owner = user === null ? "" : `,uid=${user.uid},gid=${user.gid}`;
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=700${owner}`, "none", folder], {
      stdio: "pipe",
    });
  } catch {
    return null;
  }
  return { folder, remove: () => void execFileSync("umount", ["-l", folder], { stdio: "pipe" }) };
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): ServerUser {
  if (process.getuid?.() !== 0) return null;
  const idOf = (what: "-u" | "-g"): number => Number(execFileSync("id", [what, "postgres"], { encoding: "utf8" }));
  return { uid: idOf("-u"), gid: idOf("-g") };
}

function endWithThisProcess(server: ChildProcess): void {
  const end = (): void => void server.kill("SIGQUIT");
  process.once("exit", end);
  server.once("exit", () => process.off("exit", end));
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, "close");
  return port;
}
