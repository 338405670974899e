import { finished } from "node:stream/promises";
import { parse } from "csv-parse";
import { messageOf } from "../core/errors.ts";
import type { JsonValue } from "./lines.ts";
import { badRow } from "./checked.ts";
import type { BadRow } from "./checked.ts";

/** Maximum size of a row in bytes; a longer row most likely has a quote that is never closed. */
const longestRow = 4 * 1024 * 1024;

/** Maximum number of columns, far above any real table. */
const mostColumns = 1000;

/** Rows are taken at every multiple of this many bytes, so that the result does not depend on how the bytes arrive. */
const step = 64 * 1024;

/**
 * Yields the rows of a CSV file with a header, each an object of strings by column name. Rows are numbered as in
 * spreadsheets: the header is 1, empty lines do not count. A row with more or fewer fields than the header is a bad
 * row. A quote inside a field stands for itself; one that opens a field and is never closed ends the reading, with a
 * bad row.
 *
 * @param columns that the header must have; when one is missing, the header is the only row, and a bad one
 */
export async function* csvRows(
  bytes: AsyncIterable<Uint8Array>,
  columns: readonly string[],
  delimiter = ",",
): AsyncGenerator<JsonValue | BadRow, void, undefined> {
  let header: readonly string[] | undefined;
  let at = 0;
  for await (const record of csvRecords(bytes, delimiter)) {
    at += 1;
    if (record instanceof Error) {
      yield { ...badRow(at, `the row is not CSV: ${record.message}`), rest: true };
    } else if (header === undefined) {
      header = record.map((name) => name.trim());
      const missing = columns.find((name) => !header?.includes(name));
      if (missing !== undefined) {
        yield badRow(at, `the header has no column "${missing}"`);
        return;
      }
      if (header.length > mostColumns) {
        yield badRow(at, `the header has ${header.length} columns, and at most ${mostColumns} are read`);
        return;
      }
    } else if (record.length !== header.length) {
      yield badRow(at, `the row has ${record.length} fields, the header ${header.length}`);
    } else {
      const cells = header.map((name, index) => [name, record[index]] as const);
      yield { kind: "value", at, value: Object.fromEntries(cells) };
    }
  }
}

/** Yields the records of a CSV file, and at the end an error if the file is unreadable from there on. */
async function* csvRecords(
  bytes: AsyncIterable<Uint8Array>,
  delimiter: string,
): AsyncGenerator<string[] | Error, void, undefined> {
  // Records are collected directly in the parser, because records waiting in a stream are lost when the stream fails.
  let records: string[][] = [];
  const parser = parse({
    delimiter,
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ["\r\n", "\n"],
    on_record: (record) => {
      records.push(record);
      return null;
    },
  });
  const end = finished(parser.resume()).then(
    () => undefined,
    (error: unknown) => new Error(messageOf(error)),
  );
  const taken = (): string[][] => {
    const all = records;
    records = [];
    return all;
  };
  try {
    let since = 0;
    for await (const piece of aligned(bytes)) {
      const failed = await written(parser, piece.bytes);
      if (records.length > 0) since = 0;
      yield* taken();
      if (piece.whole) since += step;
      if (failed || since > longestRow) {
        yield failed
          ? ((await end) ?? new Error("it cannot be read"))
          : new Error(`it is longer than ${longestRow} bytes`);
        return;
      }
    }
    parser.end();
    const failure = await end;
    yield* taken();
    if (failure !== undefined) yield failure;
  } finally {
    parser.destroy();
  }
}

/** Yields the same bytes, cut at every multiple of `step`; `whole` is true at such a multiple. */
async function* aligned(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<{ bytes: Uint8Array; whole: boolean }> {
  let position = 0;
  for await (const chunk of bytes) {
    for (let start = 0; start < chunk.length;) {
      const piece = chunk.subarray(start, start + step - (position % step));
      start += piece.length;
      position += piece.length;
      yield { bytes: piece, whole: position % step === 0 };
    }
  }
}

/** Resolves with whether the parser failed on these bytes. */
async function written(parser: ReturnType<typeof parse>, bytes: Uint8Array): Promise<boolean> {
  try {
    return await new Promise((resolve) => {
      parser.write(bytes, (error) => {
        resolve(error != null);
      });
    });
  } catch (error) {
    parser.destroy(new Error(messageOf(error)));
    return true;
  }
}
