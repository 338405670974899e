import type { BankEntry } from "../../../core/question-bank/packed-bank.ts";
import type { BankChange } from "./bank-types.ts";

type Outcomes = Extract<BankChange, { kind: "outcomes" }>["capability"];

/** Entries with changes applied: their own order, then what was added. */
export async function* withChanges(
  entries: AsyncIterable<BankEntry>,
  changes: readonly BankChange[],
): AsyncGenerator<BankEntry> {
  const { added, removed, outcomes } = netEffect(changes);
  for await (const entry of entries) {
    const { id } = entry.question;
    if (removed.has(id) || added.has(id)) continue;
    const known = outcomes.get(id);
    yield known === undefined ? entry : withOutcomes(entry, known);
  }
  yield* added.values();
}

/** What is left of changes when they are applied one after the other. */
function netEffect(changes: readonly BankChange[]) {
  const added = new Map<string, BankEntry>();
  const removed = new Set<string>();
  const outcomes = new Map<string, Outcomes>();
  for (const change of changes) {
    switch (change.kind) {
      case "add":
        added.set(change.entry.question.id, change.entry);
        break;
      case "remove":
        if (added.delete(change.id)) break;
        removed.add(change.id);
        outcomes.delete(change.id);
        break;
      case "outcomes": {
        const entry = added.get(change.id);
        if (entry !== undefined) added.set(change.id, withOutcomes(entry, change.capability));
        else outcomes.set(change.id, { ...outcomes.get(change.id), ...change.capability });
        break;
      }
    }
  }
  return { added, removed, outcomes };
}

function withOutcomes({ question, vector }: BankEntry, outcomes: Outcomes): BankEntry {
  const all = Object.entries({ ...question.capability, ...outcomes });
  const capability = Object.fromEntries(all.flatMap(([model, known]) => (known === null ? [] : [[model, known]])));
  return { question: { ...question, capability }, vector };
}
