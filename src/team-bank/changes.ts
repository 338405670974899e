import type { BankEntry } from "../core/packed-bank/index.ts";
import { bankEntries, type BankState, netEffect, type Outcome } from "../bank/store/index.ts";

/** Outcomes that changed, by model; null: taken back. */
export type ToldOutcomes = Readonly<Record<string, Outcome | null>>;

/** How a question of the local copy differs from what the team last had. */
export type LocalChange =
  /** It is new, or its words, its check, its keywords or its vector are others: its whole entry counts. */
  { readonly kind: "put" } | { readonly kind: "removed" } | { readonly kind: "told"; readonly outcomes: ToldOutcomes };

/** Changes by the id of their question. */
export type LocalChanges = Map<string, LocalChange>;

/**
 * Returns how a bank differs from an earlier state of it. Changes of the journal are taken from there; otherwise both
 * are read side by side, which takes seconds for a hundred thousand questions and no memory that grows with them.
 * Vectors of different spaces are not compared. Nothing counts as removed that was only lost to damage.
 *
 * @param before null when there was none
 */
export async function changesSince(before: BankState | null, now: BankState): Promise<LocalChanges> {
  if (before === null) {
    const all: LocalChanges = new Map();
    for await (const { question } of bankEntries(now)) all.set(question.id, { kind: "put" });
    return all;
  }
  return isContinued(before, now) ? fromJournal(before, now) : comparing(before, now);
}

/** Whether both states share their index, and the later one only has a longer journal. */
function isContinued({ version: before }: BankState, { version: now }: BankState): boolean {
  return (
    before.generation === now.generation &&
    before.contentHash === now.contentHash &&
    before.journalBytes <= now.journalBytes
  );
}

function fromJournal(before: BankState, now: BankState): LocalChanges {
  const { added, removed, news } = netEffect(now.changes.slice(before.changes.length));
  const changes: LocalChanges = new Map();
  for (const id of removed) changes.set(id, { kind: "removed" });
  for (const [id, { outcomes, skills }] of news) {
    changes.set(id, skills === null ? { kind: "told", outcomes } : { kind: "put" });
  }
  for (const id of added.keys()) changes.set(id, { kind: "put" });
  return changes;
}

async function comparing(before: BankState, now: BankState): Promise<LocalChanges> {
  const sameSpace = before.manifest.space === now.manifest.space;
  const changes: LocalChanges = new Map();
  // Entries whose counterpart has not come yet: few, since both banks have nearly the same order.
  const gone = new Map<string, BankEntry>();
  const come = new Map<string, BankEntry>();
  const meet = (id: string): void => {
    const [was, is] = [gone.get(id), come.get(id)];
    if (was === undefined || is === undefined) return;
    gone.delete(id);
    come.delete(id);
    const change = difference(was, is, sameSpace);
    if (change !== null) changes.set(id, change);
  };
  const earlier = bankEntries(before);
  const later = bankEntries(now);
  const next = async (from: AsyncGenerator<BankEntry>, into: Map<string, BankEntry>): Promise<boolean> => {
    const read = (await from.next()) as IteratorResult<BankEntry, undefined>;
    if (read.done === true) return false;
    into.set(read.value.question.id, read.value);
    meet(read.value.question.id);
    return true;
  };
  try {
    for (let more = true; more;) {
      const read = [await next(earlier, gone), await next(later, come)];
      more = read.includes(true);
    }
  } finally {
    await earlier.return(undefined);
    await later.return(undefined);
  }
  for (const id of come.keys()) changes.set(id, { kind: "put" });
  if (now.losses.length === 0) for (const id of gone.keys()) changes.set(id, { kind: "removed" });
  return changes;
}

/** Returns null when nothing differs. */
function difference(old: BankEntry, now: BankEntry, sameSpace: boolean): LocalChange | null {
  const { capability: before, ...question } = old.question;
  const { capability: after, ...latest } = now.question;
  const isOther = JSON.stringify(question) !== JSON.stringify(latest);
  if (isOther || (sameSpace && !sameVector(old.vector, now.vector))) return { kind: "put" };
  const models = new Set([...Object.keys(before), ...Object.keys(after)]);
  const told = [...models].flatMap((model) => {
    const outcome = after[model] ?? null;
    return JSON.stringify(before[model] ?? null) === JSON.stringify(outcome) ? [] : [[model, outcome] as const];
  });
  return told.length === 0 ? null : { kind: "told", outcomes: Object.fromEntries(told) };
}

function sameVector(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
