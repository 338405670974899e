/** Draws with the same references: they become one request with several choices. */
export interface DrawGroup {
  /** Indices into the referencers, ascending. */
  readonly subset: readonly number[];
  /** Indices of the draws, ascending; the request's choices belong to them in this order. */
  readonly draws: readonly number[];
}

/** Groups equal draws, in the order in which each subset was first drawn. */
export function groupDraws(subsets: readonly (readonly number[])[]): DrawGroup[] {
  const groups = new Map<string, { subset: readonly number[]; draws: number[] }>();
  subsets.forEach((subset, draw) => {
    const key = subset.join(",");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { subset, draws: [draw] });
    else group.draws.push(draw);
  });
  return [...groups.values()];
}
