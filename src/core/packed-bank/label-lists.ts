/** Any number of names for each row. */
export interface LabelLists {
  /** The distinct names. */
  readonly names: readonly string[];
  /** Length N: the end of each row's labels in `of`; they begin where the labels of the row before end. */
  readonly ends: Uint32Array;
  /** The labels of all rows, one row after the other, as indices into `names`. */
  readonly of: Uint32Array;
}

/** Returns the lists for rows with these names. Distinct names are numbered in the order of their first use. */
export function labelListsOf(rows: readonly (readonly string[])[]): LabelLists {
  const numbers = new Map<string, number>();
  const ends = new Uint32Array(rows.length);
  const of: number[] = [];
  rows.forEach((names, row) => {
    for (const name of names) {
      const number = numbers.get(name) ?? numbers.size;
      numbers.set(name, number);
      of.push(number);
    }
    ends[row] = of.length;
  });
  return { names: [...numbers.keys()], ends, of: Uint32Array.from(of) };
}

/** Returns the indices of a row's names, as a view. */
export function labelsAt({ ends, of }: Pick<LabelLists, "ends" | "of">, row: number): Uint32Array {
  return of.subarray(row === 0 ? 0 : ends[row - 1], ends[row]);
}

/** Returns the names of a row. */
export function namesAt(lists: LabelLists, row: number): string[] {
  return Array.from(labelsAt(lists, row), (number) => lists.names[number] as string);
}
