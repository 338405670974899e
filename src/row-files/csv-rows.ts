import { finished } from "node:stream/promises";
import { parse } from "csv-parse";
import { messageOf } from "../core/errors.ts";
import type { JsonValue } from "./lines.ts";
import { badRow } from "./checked.ts";
import type { BadRow } from "./checked.ts";

/** Bytes after which a row that has not ended is given up: most likely a quote in it is never closed. */
const longestRow = 4 * 1024 * 1024;

/** Columns of the widest table that is read, far above any real one. */
const mostColumns = 1000;

/** Rows are looked for at every multiple of this many bytes, so that the outcome does not depend on how bytes arrive. */
const step = 64 * 1024;

/**
 * The rows of a CSV file with a header, each an object of strings by column name. A row is numbered as spreadsheets
 * number it: the header is 1, empty lines do not count. A row with more or fewer fields than the header is a bad row. A
 * quote inside a field stands for itself; one that opens a field and is never closed ends the reading, with a bad row.
 *
 * @param columns what the header must have; without one of them, the header is a bad row and the only one
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

/** The records of a CSV file, and last, where that cannot be read to its end, the error that tells why. */
async function* csvRecords(
  bytes: AsyncIterable<Uint8Array>,
  delimiter: string,
): AsyncGenerator<string[] | Error, void, undefined> {
  // Records are taken where the parser makes them: what waits in a stream is lost when the stream fails.
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

/** The same bytes, cut at every multiple of `step`; `whole` where such a multiple is reached. */
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

/** Whether the parser failed on these bytes. */
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
