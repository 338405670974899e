/** Returns the median; of an even number of values, the upper one of the middle two. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/**
 * Times contenders in turns, so that other load on the machine affects all of them alike.
 *
 * @param contenders each does the work of one round, 0, 1, ...
 * @returns the milliseconds of each contender, by round; two warm-up rounds before the first do not count
 */
export async function interleaved<Name extends string>(
  rounds: number,
  contenders: Readonly<Record<Name, (round: number) => unknown>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(contenders) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = -2; round < rounds; round++) {
    for (const name of names) {
      const startedAt = performance.now();
      const result = contenders[name](Math.max(0, round));
      // Synchronous work is not charged for a turn of the event loop.
      if (result instanceof Promise) await result;
      const took = performance.now() - startedAt;
      if (round >= 0) times[name].push(took);
    }
  }
  return times;
}

/** Returns how many times as long `a` took as `b`: the median over the rounds. */
export function timesAsLong(a: readonly number[], b: readonly number[]): number {
  return median(a.map((value, round) => value / (b[round] ?? Number.NaN)));
}
