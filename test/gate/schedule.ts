/** A piece of work that shares the processors with others. */
export interface Work {
  readonly name: string;
  /** Names of the work that must succeed first. Names that are not scheduled are ignored. */
  readonly after?: readonly string[];
  /** Number of processors that the work keeps busy. */
  readonly load: number;
  /** Resolves with whether the work succeeded. If it did not, the work that depends on it is not started. */
  readonly run: () => Promise<boolean>;
}

/**
 * Runs pieces of work in parallel, in the given order while all processors are busy. A piece starts once the work
 * before it has succeeded and enough processors are free. A piece that needs more processors than the machine has runs
 * alone.
 *
 * @returns names of the work that was not run, because the work before it failed
 */
export async function runSideBySide(all: readonly Work[], processors: number): Promise<readonly string[]> {
  const scheduled = new Set(all.map(({ name }) => name));
  const waiting = new Set(all);
  const going = new Map<Work, Promise<void>>();
  const well = new Set<string>();
  const ready = ({ after = [] }: Work): boolean => after.every((name) => !scheduled.has(name) || well.has(name));
  const begin = (): void => {
    for (const work of waiting) {
      const busy = [...going.keys()].reduce((sum, { load }) => sum + load, 0);
      if (!ready(work) || (going.size > 0 && busy + work.load > processors + 1e-9)) continue;
      waiting.delete(work);
      const ended = work.run().then((isWell) => {
        if (isWell) well.add(work.name);
        going.delete(work);
      });
      going.set(work, ended);
    }
  };
  for (;;) {
    begin();
    if (going.size === 0) return [...waiting].map(({ name }) => name);
    await Promise.race(going.values());
  }
}
