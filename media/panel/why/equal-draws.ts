/** A subset of the references, and the draws of prior dropping (Eq. 6) that resulted in it. */
interface DrawnSubset {
  readonly models: readonly string[];
  /** Counted from 0, ascending. */
  readonly draws: readonly number[];
}

/** Groups equal draws, which share one request, in the order of each group's first draw. */
export function equalDraws(subsets: readonly (readonly string[])[]): DrawnSubset[] {
  const groups = new Map<string, { readonly models: readonly string[]; readonly draws: number[] }>();
  subsets.forEach((models, draw) => {
    const key = JSON.stringify(models);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { models, draws: [draw] });
    else group.draws.push(draw);
  });
  return [...groups.values()];
}
