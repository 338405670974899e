/** A piece of work that shares the processors with others. */
export interface Work {
  readonly name: string;
  /** Names of the work that must have ended well before; names that are not scheduled are ignored. */
  readonly after?: readonly string[];
  /** How many processors it keeps busy. */
  readonly load: number;
  /** Resolves with whether it ended well; what stands behind it is left undone otherwise. */
  readonly run: () => Promise<boolean>;
}

/**
 * Runs work side by side, in the given order where the processors are taken: each piece begins when what it comes after
 * has ended well, and as long as all that is going on keeps no more processors busy than there are. A piece that is
 * larger than the machine runs alone.
 *
 * @returns names of what was left undone, since what it comes after did not end well
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
