import { parse } from "csv-parse/sync";
import { type BadRow, csvRows, jsonEntries, jsonLines, type JsonValue } from "../row-files/index.ts";

/** The form of the rows in a text file: JSON lines, one JSON document, or CSV. */
export type FileShape =
  | { readonly kind: "lines" }
  | { readonly kind: "document" }
  | { readonly kind: "table"; readonly delimiter: string };

/** Bytes at the beginning of a file that are used to detect its shape. */
export const shapeHead = 1024 * 1024;

/** Lines that are tried as JSON. */
const triedLines = 50;

/** Characters of a header that are used to detect its delimiter. */
const triedHeader = 10_000;

const delimiters = [",", ";", "\t"];

/**
 * Detects the shape of a text from its first bytes.
 *
 * @param head UTF-8, at most {@link shapeHead} bytes
 * @param isWhole whether the head is all of the text
 * @returns null when the text is empty
 */
export function shapeOf(head: Buffer, isWhole: boolean): FileShape | null {
  const text = head.toString("utf8").replace(/^\uFEFF/u, "");
  const start = text.trimStart().charAt(0);
  if (start === "") return null;
  if (start === "[") return { kind: "document" };
  if (start === "{") return { kind: isJsonLines(text, isWhole) ? "lines" : "document" };
  const [header = ""] = text.trimStart().slice(0, triedHeader).split("\n", 1);
  // Damaged JSON lines may begin with a damaged line; a line of CSV is never a JSON object.
  return isJsonLines(text, isWhole) ? { kind: "lines" } : { kind: "table", delimiter: delimiterOf(header) };
}

/**
 * Yields the rows of a text of that shape. An array within a document's object stands for its elements, as in `{"data":
 * [...]}`.
 */
export async function* shapedRows(
  bytes: AsyncIterable<Uint8Array>,
  shape: FileShape,
  limit: number,
): AsyncGenerator<JsonValue | BadRow, void, undefined> {
  if (shape.kind === "lines") yield* jsonLines(bytes, limit);
  else if (shape.kind === "table") yield* csvRows(bytes, [], shape.delimiter);
  else {
    let at = 0;
    for await (const entry of jsonEntries(bytes)) {
      if (entry.kind === "bad") yield { ...entry, at: Math.max(entry.at, at + 1) };
      else if (entry.document === "object" && Array.isArray(entry.value)) {
        for (const value of entry.value as unknown[]) yield { kind: "value", at: (at += 1), value };
      } else yield { kind: "value", at: (at += 1), value: entry.value };
    }
  }
}

/**
 * Returns whether at least half of the lines are JSON objects by themselves. A single line of objects is a document.
 */
function isJsonLines(text: string, isWhole: boolean): boolean {
  const lines = text.split("\n");
  if (!isWhole && lines.length > 1) lines.pop();
  const tried = lines.filter((line) => line.trim() !== "").slice(0, triedLines);
  const found = tried.map(objectOf).filter((value) => value !== null);
  const [only] = found;
  if (tried.length === 1 && only !== undefined && isWhole) {
    const values = Object.values(only);
    return !values.every((value) => Array.isArray(value) || isObject(value)) || !values.some(holdsRows);
  }
  return found.length > 0 && 2 * found.length >= tried.length;
}

function holdsRows(value: unknown): boolean {
  return Array.isArray(value) ? value.some(isObject) : isObject(value);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objectOf(line: string): object | null {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** Returns the delimiter that divides a header into the most columns. */
function delimiterOf(header: string): string {
  const columns = (delimiter: string): number => {
    try {
      const [cells = []] = parse(header, { delimiter, relax_quotes: true, relax_column_count: true });
      return cells.length;
    } catch {
      return 0;
    }
  };
  const [best = ","] = delimiters
    .map((delimiter) => ({ delimiter, count: columns(delimiter) }))
    .sort((a, b) => b.count - a.count)
    .map(({ delimiter }) => delimiter);
  return best;
}
