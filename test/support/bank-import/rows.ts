import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import type { BankQuestion } from "../../../src/core/question-bank/index.ts";
import type { ImportFormat, ImportOptions, ImportRow } from "../../../src/import-rows/index.ts";

/** Yields a file's content in chunks of these lengths, repeated. */
export async function* chunked(content: string | Uint8Array, lengths: readonly number[] = [1 << 16]) {
  const bytes = Buffer.from(content);
  for (let start = 0, turn = 0; start < bytes.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? bytes.length;
    yield await Promise.resolve(bytes.subarray(start, start + length));
    start += length;
  }
}

export async function collected<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Returns the rows that a format reads from a whole file. */
export function rowsOf(
  format: ImportFormat,
  file: string | Uint8Array,
  options: ImportOptions = {},
  lengths?: readonly number[],
): Promise<ImportRow[]> {
  return collected(format.rows(chunked(file, lengths), options));
}

/** Returns the questions of a file. @throws Error with the first row that is not a question */
export async function questionsOf(...of: Parameters<typeof rowsOf>): Promise<BankQuestion[]> {
  return (await rowsOf(...of)).map((row) => {
    if (row.kind === "question") return row.question;
    throw new Error(JSON.stringify(row));
  });
}

/** Returns the number and the reason of every unusable row. */
export async function reasonsOf(...of: Parameters<typeof rowsOf>): Promise<[number, string][]> {
  return (await rowsOf(...of)).flatMap((row) => (row.kind === "bad" ? [[row.at, row.reason]] : []));
}

export const jsonLinesOf = (values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join("");

const folder = new URL("../../../../shared/data/native/", import.meta.url);

/**
 * Returns a published file, unpacked, and why a test that needs it is skipped, because the files are not on every
 * machine.
 */
export function published(name: string): { skip: string | false; read: () => Buffer } {
  const path = fileURLToPath(new URL(name, folder));
  return {
    skip: existsSync(path) ? false : `${name} is not in ../shared/data/native`,
    read: () => (name.endsWith(".gz") ? gunzipSync(readFileSync(path)) : readFileSync(path)),
  };
}
