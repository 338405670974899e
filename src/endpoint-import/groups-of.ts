/** Returns items by what they have in common, in the order in which each group's first one came. */
export function groupsOf<Item>(items: readonly Item[], commonOf: (item: Item) => string): [Item, ...Item[]][] {
  return [...Map.groupBy(items, commonOf).values()] as [Item, ...Item[]][];
}
