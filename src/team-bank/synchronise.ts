import path from "node:path";
import type { Client } from "pg";
import { BankError } from "../core/errors.ts";
import { bankEntries, bankExists, type BankState, type BankVersion, readState } from "../bank/store/index.ts";
import { bankIn } from "../servers/index.ts";
import { takeLock } from "../storage/index.ts";
import { changesSince, type LocalChanges } from "./changes.ts";
import { type TeamAccess, TeamBankError, withConnection } from "./connection.ts";
import { keepEqual, type LastEqual, lastEqual } from "./last-equal.ts";
import { pull, wasWritten } from "./pull.ts";
import { beginReading, readFacts, type TeamFacts } from "./read-team.ts";
import { writeChanges } from "./write-team.ts";

/*
 * The local copy of a team bank is an ordinary bank, and everything reads and writes it as one. Beside it lies the bank
 * as it was when both were last equal, which takes no room, since indexes are never changed. A synchronisation takes
 * what the team changed since then, and gives what was changed here since then. It can be cut off anywhere: what was
 * already taken or given is found equal the next time.
 */

/** The result of a synchronisation. */
export interface Synchronised {
  readonly revision: number;
  /** How many questions changed here, and there. */
  readonly taken: number;
  readonly given: number;
  /** Why changes wait here, in a sentence; null when none do. */
  readonly waiting: string | null;
  /** How many questions have changes that wait. */
  readonly waitingCount: number;
  /** Ids of rows of the team's bank that this version cannot read. */
  readonly unreadable: readonly string[];
  /** The version of the local copy that this is about; null when both are empty. */
  readonly version: BankVersion | null;
}

/** A team bank and the folder of its local copy. */
export interface TeamBank {
  readonly access: TeamAccess;
  readonly folder: string;
}

/** How often to begin again because somebody wrote meanwhile, here or there. */
const TRIES = 10;
const LOCK_MS = 30_000;

/**
 * Makes the local copy and the team's bank equal. One process at a time does that for a copy.
 *
 * @returns null when another process is at it
 * @throws TeamBankError, BankError, SettingsError; then everything is as it was, or further
 */
export async function synchronise(team: TeamBank, signal: AbortSignal): Promise<Synchronised | null> {
  return withConnection(team.access, (client) => synchroniseOver(client, team.folder, signal), signal);
}

/**
 * Fills a team's bank that is empty, by way of this machine's copy.
 *
 * @param fill writes the copy, unless there is one
 * @returns how many questions the team got; 0 when its bank was not empty
 * @throws as `synchronise`, and the errors of `fill`
 */
export async function fillEmpty(team: TeamBank, fill: () => Promise<void>): Promise<number> {
  const { signal } = new AbortController();
  const { dimension } = await withConnection(team.access, readFacts);
  if (dimension > 0) return 0;
  await fill();
  return (await synchronise(team, signal))?.given ?? 0;
}

/** `synchronise` over a connection that is open. */
export async function synchroniseOver(
  client: Client,
  folder: string,
  signal: AbortSignal,
): Promise<Synchronised | null> {
  const lock = await takeLock({
    folder: path.join(folder, "sync.lock"),
    staleMs: LOCK_MS,
    pauseMs: 100,
    keepWaiting: () => false,
    whenLost: (reason) => new BankError(`Synchronising the team bank was interrupted (${reason}). It is tried again.`),
  });
  if (lock === null) return null;
  return lock.during(signal, (held) => inRounds(folder, client, held));
}

/** What earlier rounds of a synchronisation did. */
interface Progress {
  taken: number;
  given: number;
  readonly unreadable: Set<string>;
}

async function inRounds(folder: string, client: Client, signal: AbortSignal): Promise<Synchronised> {
  const progress: Progress = { taken: 0, given: 0, unreadable: new Set() };
  for (let tries = 0; tries < TRIES; tries++) {
    const done = await round(folder, client, progress);
    if (done !== null) return { ...progress, ...done, unreadable: [...progress.unreadable] };
    signal.throwIfAborted();
  }
  throw new TeamBankError("The team bank is written faster than this machine can follow. It is tried again.", true);
}

type Done = Pick<Synchronised, "revision" | "waiting" | "waitingCount" | "version">;

/** Returns null when somebody wrote meanwhile, here or there. */
async function round(folder: string, client: Client, progress: Progress): Promise<Done | null> {
  const bankFolder = bankIn(folder);
  const equal = await lastEqual(folder);
  const before = (await bankExists(bankFolder)) ? await readState(bankFolder) : null;
  await beginReading(client);
  const team = await readFacts(client);
  refuseOther(team, equal, folder);
  const local = before === null ? new Map() : await changesSince(equal?.state ?? null, before);
  const onUnreadable = (id: string): void => void progress.unreadable.add(id);
  const pulled = await pull(client, { folder, bankFolder, team, equal, before, local, onUnreadable });
  await client.query("COMMIT");
  if (pulled === null) return null;
  const { there, taken, now } = pulled;
  progress.taken += taken;
  // Nothing here and nothing there: whoever fills the copy fills the team's bank.
  if (now === null) return { revision: team.revision, waiting: null, waitingCount: 0, version: null };
  if (there.size === 0) return keepSettled(folder, now, team);
  if (!team.mayWrite) {
    const waiting = `The role ${client.user ?? ""} may only read the team's bank, so ${there.size} changed questions stay on this machine.`;
    return { revision: team.revision, waiting, waitingCount: there.size, version: now.version };
  }
  const given = await push(client, { bankFolder, team, now, there });
  if (given === null) return null;
  progress.given += there.size;
  return keepSettled(folder, now, { ...team, revision: given });
}

/** Returns null when the local copy was rewritten meanwhile. */
async function keepSettled(folder: string, state: BankState, { id, revision }: TeamFacts): Promise<Done | null> {
  try {
    await keepEqual(folder, { id, revision, state });
  } catch (error) {
    if (await wasWritten(bankIn(folder), state)) return null;
    throw error;
  }
  return { revision, waiting: null, waitingCount: 0, version: state.version };
}

/** What a push works on. */
interface Push {
  readonly bankFolder: string;
  readonly team: TeamFacts;
  /** The local copy, with the team's changes. */
  readonly now: BankState;
  readonly there: LocalChanges;
}

/** Returns the new revision; null when somebody else wrote first. */
async function push(client: Client, { bankFolder, team, now, there }: Push): Promise<number | null> {
  const { space } = now.manifest;
  const entries = bankEntries(now);
  try {
    return await writeChanges(client, team.revision, { space, changes: there, entries });
  } catch (error) {
    if (error instanceof BankError && (await wasWritten(bankFolder, now))) return null;
    throw error;
  }
}

/** @throws TeamBankError when the address leads to another bank than the copy's, or to an older state of it */
function refuseOther(team: TeamFacts, equal: LastEqual | null, folder: string): void {
  if (equal === null || (team.id === equal.id && team.revision >= equal.revision)) return;
  const found =
    team.id === equal.id
      ? `the bank at an older revision, ${team.revision} in place of ${equal.revision}`
      : "another bank";
  throw new TeamBankError(
    `The database holds ${found} than the copy on this machine: it may have been restored from a backup. Nothing was changed. Rename the folder ${folder}, synchronise, and import what is missing from there with smcs bank export --bank.`,
    false,
  );
}
