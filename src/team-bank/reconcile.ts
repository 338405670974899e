import type { BankEntry } from "../core/packed-bank/index.ts";
import type { BankChange } from "../bank/store/index.ts";
import type { LocalChange, LocalChanges, ToldOutcomes } from "./changes.ts";
import type { TeamChange } from "./read-team.ts";

/** What both sides must do so that they hold the same. */
export interface Reconciled {
  /** For the local copy, in order. */
  readonly here: (has: (id: string) => boolean) => readonly BankChange[];
  /** For the team's bank. */
  readonly there: LocalChanges;
}

/**
 * Works out what the local copy takes from the team, and what the team takes from it. Where both changed the same, the
 * local change counts, because it reaches the team last; otherwise both changes count.
 *
 * @param local what changed here since both were equal
 * @param entries of the local copy, for questions that both sides changed
 */
export function reconcile(
  local: LocalChanges,
  team: ReadonlyMap<string, TeamChange>,
  entries: ReadonlyMap<string, BankEntry>,
): Reconciled {
  const untouched = new Map<string, TeamChange>();
  const touched: BankChange[] = [];
  const there: LocalChanges = new Map(local);
  for (const [id, theirs] of team) {
    const mine = local.get(id);
    const entry = entries.get(id);
    if (mine === undefined) untouched.set(id, theirs);
    else if (mine.kind === "removed" && theirs.kind === "removed") there.delete(id);
    else if (mine.kind === "removed") continue;
    else if (theirs.kind === "removed") there.set(id, { kind: "put" });
    else if (entry !== undefined) touched.push(...completed(id, { mine, theirs, entry }));
  }
  return { here: (has) => [...changesOf(untouched, has), ...touched], there };
}

/** Returns the changes that bring the team's version into a bank, in order. @param has whether the bank has a question */
export function changesOf(team: ReadonlyMap<string, TeamChange>, has: (id: string) => boolean): readonly BankChange[] {
  return [...team].flatMap(([id, theirs]) => taken(id, theirs, has(id)));
}

/** Returns the ids of questions that both sides changed. */
export function changedByBoth(local: LocalChanges, team: ReadonlyMap<string, TeamChange>): ReadonlySet<string> {
  return new Set([...team.keys()].filter((id) => local.has(id)));
}

/** Returns the changes that bring the team's version of a question that was not changed here. */
function taken(id: string, change: TeamChange, isHere: boolean): BankChange[] {
  if (change.kind === "told") return [{ kind: "outcomes", id, capability: change.outcomes }];
  const removal: BankChange[] = isHere ? [{ kind: "remove", id }] : [];
  return change.kind === "removed" ? removal : [...removal, { kind: "add", entry: change.entry }];
}

/** A question that both sides changed, and that both still have. */
interface Meeting {
  readonly mine: LocalChange;
  readonly theirs: TeamChange;
  /** As it is here. */
  readonly entry: BankEntry;
}

function completed(id: string, { mine, theirs, entry }: Meeting): BankChange[] {
  if (theirs.kind === "put" && mine.kind === "told") {
    const question = {
      ...theirs.entry.question,
      capability: withTold(theirs.entry.question.capability, mine.outcomes),
    };
    return [
      { kind: "remove", id },
      { kind: "add", entry: { ...theirs.entry, question } },
    ];
  }
  const theirOutcomes: ToldOutcomes =
    theirs.kind === "put" ? theirs.entry.question.capability : theirs.kind === "told" ? theirs.outcomes : {};
  const kept = mine.kind === "told" ? mine.outcomes : entry.question.capability;
  const news = Object.entries(theirOutcomes).filter(([model]) => !Object.hasOwn(kept, model));
  return news.length === 0 ? [] : [{ kind: "outcomes", id, capability: Object.fromEntries(news) }];
}

/** Returns outcomes with further ones; null takes one back. */
export function withTold<Known>(known: Readonly<Record<string, Known>>, told: Readonly<Record<string, Known | null>>) {
  const all = Object.entries({ ...known, ...told });
  return Object.fromEntries(all.flatMap(([model, outcome]) => (outcome === null ? [] : [[model, outcome] as const])));
}
