/** A name for each row. */
export interface Labels {
  /** The distinct names. */
  readonly names: readonly string[];
  /** Length N: the name of a row is `names[of[row]]`. */
  readonly of: Uint32Array;
}

/** Returns the labels for rows with these names. Distinct names are numbered in the order of their first use. */
export function labelsOf(rows: readonly string[]): Labels {
  const numbers = new Map<string, number>();
  const of = new Uint32Array(rows.length);
  rows.forEach((name, row) => {
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    of[row] = number;
  });
  return { names: [...numbers.keys()], of };
}
