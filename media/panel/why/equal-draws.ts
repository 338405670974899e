/** One subset of the references, and the draws of prior dropping (Eq. 6) that came out as it. */
interface DrawnSubset {
  readonly models: readonly string[];
  /** Counted from 0, ascending. */
  readonly draws: readonly number[];
}

/** The draws with equal ones together, in the order of their first; those share one request. */
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
