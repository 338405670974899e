import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import type { BankQuestion } from "../../../src/core/question-bank/index.ts";
import type { ImportFormat, ImportOptions, ImportRow } from "../../../src/import-rows/index.ts";

/** A file's content, arriving in chunks of these lengths, over and over. */
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

/** What a format makes of a whole file. */
export function rowsOf(
  format: ImportFormat,
  file: string | Uint8Array,
  options: ImportOptions = {},
  lengths?: readonly number[],
): Promise<ImportRow[]> {
  return collected(format.rows(chunked(file, lengths), options));
}

/** The questions of a file in which every row is one; otherwise fails with the first other row. */
export async function questionsOf(...of: Parameters<typeof rowsOf>): Promise<BankQuestion[]> {
  return (await rowsOf(...of)).map((row) => {
    if (row.kind === "question") return row.question;
    throw new Error(JSON.stringify(row));
  });
}

/** Number and reason of every row that is not usable. */
export async function reasonsOf(...of: Parameters<typeof rowsOf>): Promise<[number, string][]> {
  return (await rowsOf(...of)).flatMap((row) => (row.kind === "bad" ? [[row.at, row.reason]] : []));
}

export const jsonLinesOf = (values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join("");

const folder = new URL("../../../../shared/data/native/", import.meta.url);

/** A published file, unpacked, and why a test that needs it is skipped: not everyone has them. */
export function published(name: string): { skip: string | false; read: () => Buffer } {
  const path = fileURLToPath(new URL(name, folder));
  return {
    skip: existsSync(path) ? false : `${name} is not in ../shared/data/native`,
    read: () => (name.endsWith(".gz") ? gunzipSync(readFileSync(path)) : readFileSync(path)),
  };
}
