import { messageOf } from "../core/errors.ts";
import { badRow } from "./checked.ts";
import type { BadRow } from "./checked.ts";

/**
 * Maximum size of a line or entry in bytes, far above any real one. Hostile JSON of this size (only brackets) takes
 * seconds and half a gigabyte; more would end the process.
 */
export const longestEntry = 16 * 1024 * 1024;

/** A line without its line end, or a note that it was too long; `at` counts from 1. */
type NumberedLine = { readonly at: number; readonly text: string } | { readonly at: number; readonly tooLong: true };

/** A JSON value of the file, and the line or entry that contains it. */
export interface JsonValue {
  readonly kind: "value";
  readonly at: number;
  readonly value: unknown;
}

const lineFeed = 0x0a;

/**
 * Yields the lines of a UTF-8 text, however its bytes arrive. Lines end with LF or CRLF; a byte order mark is left out;
 * a line end at the end of the file begins no further line. Bytes that are not UTF-8 become U+FFFD.
 *
 * @param limit maximum size of a kept line, in bytes
 */
export async function* numberedLines(
  bytes: AsyncIterable<Uint8Array>,
  limit = longestEntry,
): AsyncGenerator<NumberedLine, void, undefined> {
  let at = 1;
  let parts: Uint8Array[] = [];
  let length = 0;
  const add = (part: Uint8Array): void => {
    length += part.length;
    if (length <= limit) parts.push(part);
    else parts = [];
  };
  const line = (): NumberedLine => {
    const whole: NumberedLine = length > limit ? { at, tooLong: true } : { at, text: decoded(parts, at === 1) };
    at += 1;
    parts = [];
    length = 0;
    return whole;
  };
  for await (const chunk of bytes) {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
      add(chunk.subarray(start, end));
      yield line();
      start = end + 1;
    }
    if (start < chunk.length) add(chunk.subarray(start));
  }
  if (length > 0) yield line();
}

/** Yields the values of a file with one JSON value per line; empty lines are skipped. */
export async function* jsonLines(
  bytes: AsyncIterable<Uint8Array>,
  limit = longestEntry,
): AsyncGenerator<JsonValue | BadRow, void, undefined> {
  for await (const line of numberedLines(bytes, limit)) {
    if ("tooLong" in line) yield badRow(line.at, `the line is longer than ${limit} bytes`);
    else if (line.text.trim() !== "") yield jsonValue(line.at, line.text);
  }
}

function jsonValue(at: number, text: string): JsonValue | BadRow {
  try {
    return { kind: "value", at, value: JSON.parse(text) };
  } catch (error) {
    return badRow(at, `the line is not JSON: ${messageOf(error)}`);
  }
}

function decoded(parts: readonly Uint8Array[], first: boolean): string {
  const [only] = parts;
  const whole = only !== undefined && parts.length === 1 ? only : Buffer.concat(parts);
  // Without ignoreBOM, a character like the mark would be lost at the start of every line.
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(whole);
  return text.slice(first && text.startsWith("\uFEFF") ? 1 : 0, text.endsWith("\r") ? -1 : undefined);
}
