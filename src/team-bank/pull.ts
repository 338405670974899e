import type { Client } from "pg";
import type { BankEntry } from "../core/packed-bank/index.ts";
import {
  type BankChange,
  bankEntries,
  type BankState,
  bankVersion,
  changeBank,
  readState,
  rewriteBank,
} from "../bank/store/index.ts";
import type { LocalChanges } from "./changes.ts";
import { TeamBankError } from "./connection.ts";
import { advanceEqual, keepTeams, type LastEqual } from "./last-equal.ts";
import { countChanges, readChanges, readEntries, type RowReading, type TeamFacts } from "./read-team.ts";
import { changedByBoth, changesOf, reconcile, withTold } from "./reconcile.ts";

/** Beyond this many changed rows the copy is written anew rather than changed. */
const MOST_CHANGES = 5000;

/** What a pull works on. */
interface Pull {
  /** Of the local copy, and of its bank. */
  readonly folder: string;
  readonly bankFolder: string;
  readonly team: TeamFacts;
  readonly equal: LastEqual | null;
  /** The local copy; null when there is none yet. */
  readonly before: BankState | null;
  readonly local: LocalChanges;
  /** Called with the id of a row that cannot be read. */
  readonly onUnreadable: (id: string) => void;
}

/** The result of a pull. */
export interface Pulled {
  /** What the team has to take. */
  readonly there: LocalChanges;
  /** How many questions changed here. */
  readonly taken: number;
  /** The local copy with exactly the team's changes; null when there is none. What is written later is not in it. */
  readonly now: BankState | null;
}

/** Brings the team's changes into the local copy; returns null when others wrote to that meanwhile. */
export async function pull(client: Client, given: Pull): Promise<Pulled | null> {
  const { folder, team, equal, before, local, onUnreadable } = given;
  const reading = { dimension: team.dimension, onUnreadable };
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
  if (!isExact) return null;
  if (!team.mayWrite && there.size > 0) {
    await advanceEqual(folder, equal, { revision: team.revision, changes: (has) => changesOf(theirs, has) });
  }
  return { there, taken: theirs.size, now };
}

/** Returns whether a bank was written since a state of it was read. */
export async function wasWritten(bankFolder: string, { version }: BankState): Promise<boolean> {
  return JSON.stringify(await bankVersion(bankFolder)) !== JSON.stringify(version);
}

/** Somebody wrote to the local copy while it was being changed here. */
class WrittenMeanwhile extends Error {
  override readonly name = "WrittenMeanwhile";
}

/** Writes the local copy anew from all of the team's bank, with the local changes on top. */
async function rewrite(
  client: Client,
  { folder, bankFolder, team, equal, before, local }: Pull,
  reading: RowReading,
): Promise<Pulled | null> {
  const put = new Set([...local].flatMap(([id, { kind }]) => (kind === "put" ? [id] : [])));
  const changed = new Set([...local].flatMap(([id, { kind }]) => (kind === "removed" ? [] : [id])));
  if (put.size > 0 && before !== null && before.manifest.space !== team.space) {
    throw new TeamBankError(
      `The team's bank holds embeddings of ${team.space}, and ${put.size} questions were added here with ${before.manifest.space}. Write them to a file with smcs bank export, move the folder ${bankFolder} away, synchronise, and import the file.`,
      false,
    );
  }
  const left = before === null ? new Map<string, BankEntry>() : await entriesOf(before, changed);
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
      if (own === undefined) yield theirs;
      else if (equal === null) yield united(theirs, own, there);
      else if (mine?.kind === "told") yield withOutcomes(theirs, withTold(theirs.question.capability, mine.outcomes));
      else yield withOutcomes(own, withTold(theirs.question.capability, own.question.capability));
    }
    for (const [id, own] of left) {
      // The team has removed it meanwhile, or never had it.
      there.set(id, { kind: "put" });
      yield own;
    }
  }
  try {
    const { generation } = await rewriteBank(bankFolder, (old) => {
      if (JSON.stringify(old?.version) !== JSON.stringify(before?.version)) throw new WrittenMeanwhile();
      return { space: team.space, entries: merged() };
    });
    const now = await readState(bankFolder);
    if (now.version.generation !== generation || now.changes.length > 0) return null;
    if (!team.mayWrite && there.size > 0) {
      const { id, revision, space } = team;
      await keepTeams(folder, { id, revision }, { space, entries: readEntries(client, reading) });
    }
    return { there, taken, now };
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
