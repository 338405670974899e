import { derivedSeed } from "../../core/random.ts";

/** Fixed seed, so that evaluations of the same bank with the same limit use the same questions. */
const SEED = 1;

/**
 * Returns an order in which every beginning is a stratified sample: each source has its share of it, to within one
 * question, and which of a source's questions come first is random. A larger sample therefore contains every smaller
 * one.
 *
 * The r-th of n questions of a source is placed at (r - 1/2) / n of the way, which is Webster's method of
 * apportionment.
 */
export function stratifiedOrder<Item extends { readonly id: string; readonly source: string }>(
  items: readonly Item[],
): Item[] {
  const bySource = Map.groupBy(items, ({ source }) => source);
  return [...bySource.values()]
    .flatMap((ofSource) =>
      ofSource
        .map((item) => ({ item, chance: derivedSeed(SEED, item.id) }))
        .sort((a, b) => a.chance - b.chance || (a.item.id < b.item.id ? -1 : 1))
        .map(({ item, chance }, rank) => ({ item, chance, place: (rank + 0.5) / ofSource.length })),
    )
    .sort((a, b) => a.place - b.place || a.chance - b.chance || (a.item.id < b.item.id ? -1 : 1))
    .map(({ item }) => item);
}
