import path from "node:path";
import { Readable } from "node:stream";
import { fileText, peeked, stampOf, UnusableFileError } from "../row-files/index.ts";
import { type FileShape, shapedRows, shapeHead, shapeOf } from "./file-shape.ts";
import { formatInName, importFormats } from "./formats.ts";
import type { ImportFormat } from "../import-rows/index.ts";
import { hasQuestion, pairsFormat } from "./pairs.ts";
import { wholeFields } from "./small-json.ts";

/** Rows at the beginning that are used to detect the format. */
const tellingRows = 100;

/** Bytes on which every format is tried when none is detected. */
const triedBytes = 64 * 1024;

/** The detected format of a file. */
export type Recognised =
  | { readonly format: ImportFormat }
  /** `reason` says in a sentence why detection failed; `likely` has every format, most usable rows first. */
  | { readonly format: null; readonly reason: string; readonly likely: readonly LikelyFormat[] };

/** A format, and how many of the first rows are usable in it. */
export interface LikelyFormat {
  readonly format: ImportFormat;
  readonly usable: number;
}

/**
 * Detects the format of a file by the fields of its first rows: fields that only one format has, or else a question
 * under a usual name. When several formats fit, the file's name decides.
 *
 * @throws UnusableFileError when the file is empty, or is not a text
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

/**
 * Returns objects of the file's beginning, without cut-off or damaged ones, and what is wrong with the first damaged
 * row.
 */
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
  // A first line that is longer than the head looks like a document with one object.
  const cut = isWhole || rows.length > 0 ? {} : wholeFields(head.toString("utf8").replace(/^\uFEFF/u, ""));
  return Object.keys(cut).length > 0 ? { rows: [cut], fault: null } : { rows, fault };
}

/** Returns the format whose marks the row has; of several the one with the most marks. */
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

/** Returns every format, with the number of rows of the head that are usable in it. */
async function likelyFormats(head: Buffer): Promise<LikelyFormat[]> {
  const likely: LikelyFormat[] = [];
  for (const format of importFormats) likely.push({ format, usable: await usableRows(format, head) });
  // When nothing is usable, plain pairs come first, because any file can be converted to that format.
  return likely.sort(
    (a, b) => b.usable - a.usable || Number(b.format === pairsFormat) - Number(a.format === pairsFormat),
  );
}

/** Returns how many of the first rows are usable in a format. */
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
