import path from "node:path";
import { Readable } from "node:stream";
import { fileText, peeked, stampOf, UnusableFileError } from "../row-files/index.ts";
import { type FileShape, shapedRows, shapeHead, shapeOf } from "./file-shape.ts";
import { formatInName, importFormats } from "./formats.ts";
import type { ImportFormat } from "../import-rows/index.ts";
import { hasQuestion, pairsFormat } from "./pairs.ts";
import { wholeFields } from "./small-json.ts";

/** Rows at the beginning that tell the format. */
const tellingRows = 100;

/** Bytes that every format is tried on where none is told. */
const triedBytes = 64 * 1024;

/** What a file's format was found to be. */
export type Recognised =
  | { readonly format: ImportFormat }
  /** `reason` says in a sentence why it cannot be told; `likely` has every format, those that can use most rows first. */
  | { readonly format: null; readonly reason: string; readonly likely: readonly LikelyFormat[] };

/** A format, and how many of the first rows it can use. */
export interface LikelyFormat {
  readonly format: ImportFormat;
  readonly usable: number;
}

/**
 * Finds the format of a file by the fields of its first rows: those that only one format has, or else a question under a
 * usual name. The file's name decides between formats that both read it.
 *
 * @throws UnusableFileError when the file holds nothing, or is no text
 */
export async function recognise(file: string, signal: AbortSignal): Promise<Recognised> {
  const { head, isWhole } = await peeked(fileText(await stampOf(file), signal), shapeHead);
  const fileName = path.basename(file);
  const shape = shapeOf(head, isWhole);
  if (shape === null) throw new UnusableFileError(`${fileName} is empty, so nothing was imported.`);
  const { rows, fault } = await firstRows(head, isWhole, shape);
  const marked = mostOf(rows.map((row) => formatOf(row)));
  const plain = rows.filter((row) => formatOf(row) === null && hasQuestion(row)).length;
  if (marked !== null && marked.count >= plain) return { format: marked.format };

  const named = formatInName(file);
  if (named !== null && 2 * (await usableRows(named, head)) > rows.length) return { format: named };
  if (plain > 0) return { format: pairsFormat };
  return { format: null, reason: reasonFor(rows, fault, fileName, shape), likely: await likelyFormats(head) };
}

/** Objects of the file's beginning, without what is cut off or broken, and what is wrong with the first broken row. */
async function firstRows(
  head: Buffer,
  isWhole: boolean,
  shape: FileShape,
): Promise<{ rows: object[]; fault: string | null }> {
  const rows: object[] = [];
  let fault: string | null = null;
  const text = isWhole || shape.kind === "document" ? head : head.subarray(0, head.lastIndexOf(0x0a) + 1);
  for await (const row of shapedRows(Readable.from([text]), shape, shapeHead)) {
    if (row.kind === "value" && typeof row.value === "object" && row.value !== null && !Array.isArray(row.value)) {
      rows.push(row.value);
    }
    if (row.kind === "bad") fault ??= row.reason;
    if (rows.length === tellingRows) break;
  }
  // A first line that is longer than the head looks like a document that is one object.
  const cut = isWhole || rows.length > 0 ? {} : wholeFields(head.toString("utf8").replace(/^\uFEFF/u, ""));
  return Object.keys(cut).length > 0 ? { rows: [cut], fault: null } : { rows, fault };
}

/** The format that the row has all marks of; the one with the most where there are several. */
function formatOf(row: object): ImportFormat | null {
  const found = importFormats.flatMap((format) =>
    format.marks
      .filter((fields) => fields.every((field) => Object.hasOwn(row, field)))
      .map(({ length }) => ({ format, length })),
  );
  return found.sort((a, b) => b.length - a.length)[0]?.format ?? null;
}

function mostOf(formats: readonly (ImportFormat | null)[]): { format: ImportFormat; count: number } | null {
  const counts = new Map<ImportFormat, number>();
  for (const format of formats) if (format !== null) counts.set(format, (counts.get(format) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most === undefined ? null : { format: most[0], count: most[1] };
}

/** Every format, with how much of the head it can use. */
async function likelyFormats(head: Buffer): Promise<LikelyFormat[]> {
  const likely: LikelyFormat[] = [];
  for (const format of importFormats) likely.push({ format, usable: await usableRows(format, head) });
  // Where nothing can be read, plain pairs come first: any file can be made one.
  return likely.sort(
    (a, b) => b.usable - a.usable || Number(b.format === pairsFormat) - Number(a.format === pairsFormat),
  );
}

/** How many of the first rows a format can use. */
async function usableRows(format: ImportFormat, head: Buffer): Promise<number> {
  let usable = 0;
  let seen = 0;
  for await (const row of format.rows(Readable.from([head.subarray(0, triedBytes)]), {})) {
    if (row.kind !== "bad") usable += 1;
    seen += 1;
    if (seen === tellingRows) break;
  }
  return usable;
}

function reasonFor([first]: readonly object[], fault: string | null, fileName: string, shape: FileShape): string {
  if (first === undefined) {
    const why = fault === null ? "" : ` (${fault})`;
    return `${fileName} holds neither JSON objects nor a table with a header${why}.`;
  }
  const names = Object.keys(first).slice(0, 8).join(", ");
  const what = shape.kind === "table" ? "columns" : "fields";
  return `The ${what} of ${fileName} (${names === "" ? "none" : names}) are those of no known format.`;
}
