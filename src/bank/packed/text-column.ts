/** Texts in one piece of memory, of which each is decoded only when it is asked for. */
export interface TextColumn {
  /** Length N: where each text ends in `bytes`; it begins where the one before it ends. */
  readonly ends: Uint32Array;
  /** UTF-8. */
  readonly bytes: Uint8Array;
}

/** @throws RangeError when there is no such row */
export function textAt({ ends, bytes }: TextColumn, row: number): string {
  const end = ends[row];
  if (end === undefined) throw new RangeError(`The bank has no row ${row}.`);
  const start = row === 0 ? 0 : (ends[row - 1] as number);
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString("utf8");
}

/** All texts of a column. */
export function allTexts(column: TextColumn): string[] {
  return Array.from(column.ends, (_, row) => textAt(column, row));
}
