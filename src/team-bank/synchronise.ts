import path from "node:path";
import type { Client } from "pg";
import { BankError } from "../core/errors.ts";
import type { BankEntry } from "../core/packed-bank/index.ts";
import {
  type BankChange,
  bankEntries,
  bankExists,
  type BankState,
  type BankVersion,
  bankVersion,
  changeBank,
  readState,
  rewriteBank,
} from "../bank/store/index.ts";
import { bankIn } from "../servers/index.ts";
import { codeOf, takeLock } from "../storage/index.ts";
import { changesSince, type LocalChanges } from "./changes.ts";
import { type TeamAccess, TeamBankError, withConnection } from "./connection.ts";
import { keepEqual, type LastEqual, lastEqual } from "./last-equal.ts";
import { changedByBoth, reconcile, withTold } from "./reconcile.ts";
import {
  beginReading,
  countChanges,
  readChanges,
  readEntries,
  readFacts,
  type RowReading,
  type TeamFacts,
} from "./read-team.ts";
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

/** Beyond this many changed rows the copy is written anew rather than changed. */
const MOST_CHANGES = 5000;
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
  const pulled = await pull(client, { bankFolder, team, equal, before, local, progress });
  await client.query("COMMIT");
  if (pulled === null) return null;
  const { there, taken, now } = pulled;
  progress.taken += taken;
  // Nothing here and nothing there: whoever fills the copy fills the team's bank.
  if (now === null) return { revision: team.revision, waiting: null, waitingCount: 0, version: null };
  if (there.size === 0) return keepSettled(folder, now, team);
  const given = await push(client, { bankFolder, team, now, there });
  if (given === null) return null;
  const { version } = now;
  if (typeof given === "string") return { revision: team.revision, waiting: given, waitingCount: there.size, version };
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

/** What a pull works on. */
interface Pull {
  readonly bankFolder: string;
  readonly team: TeamFacts;
  readonly equal: LastEqual | null;
  /** The local copy; null when there is none yet. */
  readonly before: BankState | null;
  readonly local: LocalChanges;
  readonly progress: Progress;
}

/** The result of a pull. */
interface Pulled {
  /** What the team has to take. */
  readonly there: LocalChanges;
  /** How many questions changed here. */
  readonly taken: number;
  /** The local copy with exactly the team's changes; null when there is none. What is written later is not in it. */
  readonly now: BankState | null;
}

/** Brings the team's changes into the local copy; returns null when others wrote to that meanwhile. */
async function pull(client: Client, given: Pull): Promise<Pulled | null> {
  const { team, equal, before, local, progress } = given;
  const reading = { dimension: team.dimension, onUnreadable: (id: string) => void progress.unreadable.add(id) };
  if (team.dimension === 0) return { there: local, taken: 0, now: before };
  const fits = before === null || before.manifest.space === team.space || !putsAny(local);
  if (team.revision === equal?.revision && fits) return { there: local, taken: 0, now: before };
  const count = await countChanges(client, equal?.revision ?? 0);
  const isSmall = equal !== null && before !== null && count <= MOST_CHANGES && before.losses.length === 0;
  if (!isSmall || before.manifest.space !== team.space) return rewrite(client, given, reading);
  const theirs = await readChanges(client, equal.revision, reading);
  const entries = await entriesOf(before, changedByBoth(local, theirs));
  const { here, there } = reconcile(local, theirs, entries);
  let made = 0;
  const changes = (has: (id: string) => boolean): readonly BankChange[] => {
    const all = here(has);
    made = all.length;
    return all;
  };
  try {
    await changeBank(given.bankFolder, team.space, changes, before.version);
  } catch (error) {
    if (await wasWritten(given.bankFolder, before)) return null;
    throw error;
  }
  const now = await readState(given.bankFolder);
  const { generation } = before.version;
  const isExact = now.version.generation === generation && now.changes.length === before.changes.length + made;
  return isExact ? { there, taken: theirs.size, now } : null;
}

async function wasWritten(bankFolder: string, { version }: BankState): Promise<boolean> {
  return JSON.stringify(await bankVersion(bankFolder)) !== JSON.stringify(version);
}

/** Somebody wrote to the local copy while it was being changed here. */
class WrittenMeanwhile extends Error {
  override readonly name = "WrittenMeanwhile";
}

/** Writes the local copy anew from all of the team's bank, with the local changes on top. */
async function rewrite(
  client: Client,
  { bankFolder, team, equal, before, local }: Pull,
  reading: RowReading,
): Promise<Pulled | null> {
  const put = new Set([...local].flatMap(([id, { kind }]) => (kind === "put" ? [id] : [])));
  if (put.size > 0 && before !== null && before.manifest.space !== team.space) {
    throw new TeamBankError(
      `The team's bank holds embeddings of ${team.space}, and ${put.size} questions were added here with ${before.manifest.space}. Write them to a file with smcs bank export, move the folder ${bankFolder} away, synchronise, and import the file.`,
      false,
    );
  }
  const left = before === null ? new Map<string, BankEntry>() : await entriesOf(before, put);
  const there: LocalChanges = new Map(local);
  let taken = 0;
  async function* merged(): AsyncGenerator<BankEntry> {
    for await (const theirs of readEntries(client, reading)) {
      const { id } = theirs.question;
      taken += 1;
      const mine = local.get(id);
      const own = left.get(id);
      left.delete(id);
      if (mine?.kind === "removed") continue;
      if (own !== undefined && equal === null) yield united(theirs, own, there);
      else if (own !== undefined)
        yield withOutcomes(own, withTold(theirs.question.capability, own.question.capability));
      else yield withOutcomes(theirs, withTold(theirs.question.capability, mine?.kind === "told" ? mine.outcomes : {}));
    }
    yield* left.values();
  }
  try {
    const { generation } = await rewriteBank(bankFolder, (old) => {
      if (JSON.stringify(old?.version) !== JSON.stringify(before?.version)) throw new WrittenMeanwhile();
      return { space: team.space, entries: merged() };
    });
    const now = await readState(bankFolder);
    return now.version.generation === generation && now.changes.length === 0 ? { there, taken, now } : null;
  } catch (error) {
    if (error instanceof WrittenMeanwhile) return null;
    throw error;
  }
}

/**
 * Returns a question that both sides have and that was never equal: the team's, with outcomes that only this side
 * knows. Those are what the team has to take.
 */
function united(theirs: BankEntry, own: BankEntry, there: LocalChanges): BankEntry {
  const { id, capability } = theirs.question;
  const only = Object.entries(own.question.capability).filter(([model]) => !Object.hasOwn(capability, model));
  if (only.length === 0) there.delete(id);
  else there.set(id, { kind: "told", outcomes: Object.fromEntries(only) });
  return withOutcomes(theirs, { ...capability, ...Object.fromEntries(only) });
}

function withOutcomes({ question, vector }: BankEntry, capability: BankEntry["question"]["capability"]): BankEntry {
  return { question: { ...question, capability }, vector };
}

function putsAny(changes: LocalChanges): boolean {
  return [...changes.values()].some(({ kind }) => kind === "put");
}

async function entriesOf(state: BankState, ids: ReadonlySet<string>): Promise<Map<string, BankEntry>> {
  const found = new Map<string, BankEntry>();
  if (ids.size === 0) return found;
  for await (const entry of bankEntries(state)) if (ids.has(entry.question.id)) found.set(entry.question.id, entry);
  return found;
}

/** What a push works on. */
interface Push {
  readonly bankFolder: string;
  readonly team: TeamFacts;
  /** The local copy, with the team's changes. */
  readonly now: BankState;
  readonly there: LocalChanges;
}

/** Returns the new revision; null when somebody else wrote first; or why this role cannot write, in a sentence. */
async function push(client: Client, { bankFolder, team, now, there }: Push): Promise<number | string | null> {
  const { space } = now.manifest;
  const entries = bankEntries(now);
  try {
    return await writeChanges(client, team.revision, { space, changes: there, entries });
  } catch (error) {
    if (error instanceof BankError && (await wasWritten(bankFolder, now))) return null;
    if (codeOf(error) !== READ_ONLY) throw error;
    return `The role ${client.user ?? ""} may only read the team's bank, so ${there.size} changed questions stay on this machine.`;
  }
}

/** PostgreSQL's code for a right that is missing. */
const READ_ONLY = "42501";

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
