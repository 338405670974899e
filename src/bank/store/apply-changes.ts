import type { BankEntry } from "../../core/packed-bank/index.ts";
import type { BankChange } from "./bank-types.ts";

type Outcomes = Extract<BankChange, { kind: "outcomes" }>["capability"];

/** What changes say about an existing question. */
export interface News {
  readonly outcomes: Outcomes;
  readonly skills: readonly string[] | null;
}

/** Yields entries with changes applied: the entries in their order, then the added ones. */
export async function* withChanges(
  entries: AsyncIterable<BankEntry>,
  changes: readonly BankChange[],
): AsyncGenerator<BankEntry> {
  const { added, removed, news } = netEffect(changes);
  for await (const entry of entries) {
    const { id } = entry.question;
    if (removed.has(id) || added.has(id)) continue;
    const known = news.get(id);
    yield known === undefined ? entry : withNews(entry, known);
  }
  yield* added.values();
}

/** What a bank gains and loses by changes, by question id. */
export interface NetEffect {
  readonly added: ReadonlyMap<string, BankEntry>;
  /** Removed from the index; some of these may be among the added ones. */
  readonly removed: ReadonlySet<string>;
  readonly news: ReadonlyMap<string, News>;
}

/** Returns the net effect of applying changes one after the other. */
export function netEffect(changes: readonly BankChange[]): NetEffect {
  const added = new Map<string, BankEntry>();
  const removed = new Set<string>();
  const news = new Map<string, News>();
  const tell = (id: string, latest: Partial<News>): void => {
    const entry = added.get(id);
    const { outcomes, skills } = (entry === undefined ? news.get(id) : undefined) ?? { outcomes: {}, skills: null };
    const all = { outcomes: { ...outcomes, ...latest.outcomes }, skills: latest.skills ?? skills };
    if (entry === undefined) news.set(id, all);
    else added.set(id, withNews(entry, all));
  };
  for (const change of changes) {
    switch (change.kind) {
      case "add":
        added.set(change.entry.question.id, change.entry);
        break;
      case "remove":
        if (added.delete(change.id)) break;
        removed.add(change.id);
        news.delete(change.id);
        break;
      case "outcomes":
        tell(change.id, { outcomes: change.capability });
        break;
      case "skills":
        tell(change.id, { skills: change.skills });
        break;
    }
  }
  return { added, removed, news };
}

function withNews({ question, vector }: BankEntry, { outcomes, skills }: News): BankEntry {
  const all = Object.entries({ ...question.capability, ...outcomes });
  const capability = Object.fromEntries(all.flatMap(([model, known]) => (known === null ? [] : [[model, known]])));
  return { question: { ...question, ...(skills === null ? {} : { skills: [...skills] }), capability }, vector };
}
