import type { BankEntry } from "../core/packed-bank/index.ts";
import { bankEntries, type BankState, type NetEffect, netEffect, type Outcome } from "../bank/store/index.ts";

/** Outcomes that changed, by model; null: taken back. */
export type ToldOutcomes = Readonly<Record<string, Outcome | null>>;

/** How a question of the local copy differs from what the team last had. */
export type LocalChange =
  /** It is new, or its words, its check, its keywords or its vector are others: its whole entry counts. */
  { readonly kind: "put" } | { readonly kind: "removed" } | { readonly kind: "told"; readonly outcomes: ToldOutcomes };

/** Changes by the id of their question. */
export type LocalChanges = Map<string, LocalChange>;

/**
 * Returns how a bank differs from an earlier state of it. If they share their index, their journals are
 * compared; otherwise both are read side by side, which takes seconds for a hundred thousand questions and no memory that grows with them.
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
  const { generation, contentHash } = before.version;
  const sharesIndex = generation === now.version.generation && contentHash === now.version.contentHash;
  const journals = sharesIndex ? comparingJournals(netEffect(before.changes), netEffect(now.changes)) : null;
  return journals ?? comparing(before, now);
}

/**
 * Returns how two states with the same index differ, by what their journals come to; null when that is not enough,
 * because only the earlier journal says something that only the index knows otherwise.
 */
function comparingJournals(was: NetEffect, is: NetEffect): LocalChanges | null {
  for (const [id, { outcomes, skills }] of was.news) {
    if (is.removed.has(id)) continue;
    const known = is.news.get(id);
    const isCovered = Object.keys(outcomes).every(
      (model) => known !== undefined && Object.hasOwn(known.outcomes, model),
    );
    if (!isCovered || (skills !== null && known?.skills == null)) return null;
  }
  const changes: LocalChanges = new Map();
  // What a journal removes was in the index, and what it only adds was not.
  for (const id of is.removed) {
    const wasThere = was.added.has(id) || !was.removed.has(id);
    if (wasThere && !is.added.has(id)) changes.set(id, { kind: "removed" });
  }
  for (const id of was.added.keys()) {
    if (!was.removed.has(id) && !is.added.has(id)) changes.set(id, { kind: "removed" });
  }
  for (const [id, { outcomes, skills }] of is.news) {
    const known = was.news.get(id);
    const news = Object.entries(outcomes).filter(([model, outcome]) => !isSame(outcome, known?.outcomes[model]));
    if (!isSame(skills, known?.skills ?? null)) changes.set(id, { kind: "put" });
    else if (news.length > 0) changes.set(id, { kind: "told", outcomes: Object.fromEntries(news) });
  }
  for (const id of was.removed) if (!is.removed.has(id)) changes.set(id, { kind: "put" });
  for (const [id, entry] of is.added) {
    const known = was.added.get(id);
    const change: LocalChange | null = known === undefined ? { kind: "put" } : difference(known, entry, true);
    if (change === null) changes.delete(id);
    else changes.set(id, change);
  }
  return changes;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
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
  const isOther = !isSame(question, latest);
  if (isOther || (sameSpace && !sameVector(old.vector, now.vector))) return { kind: "put" };
  const models = new Set([...Object.keys(before), ...Object.keys(after)]);
  const told = [...models].flatMap((model) => {
    const outcome = after[model] ?? null;
    return isSame(before[model] ?? null, outcome) ? [] : [[model, outcome] as const];
  });
  return told.length === 0 ? null : { kind: "told", outcomes: Object.fromEntries(told) };
}

function sameVector(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
