/** Returns items grouped by a common value, in the order of each group's first item. */
export function groupsOf<Item>(items: readonly Item[], commonOf: (item: Item) => string): [Item, ...Item[]][] {
  return [...Map.groupBy(items, commonOf).values()] as [Item, ...Item[]][];
}
