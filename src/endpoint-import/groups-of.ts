/** Items by what they have in common, in the order in which each group's first one came. */
export function groupsOf<Item>(items: readonly Item[], commonOf: (item: Item) => string): [Item, ...Item[]][] {
  const groups = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const common = commonOf(item);
    const group = groups.get(common);
    if (group === undefined) groups.set(common, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
