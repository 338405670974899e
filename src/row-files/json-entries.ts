import { jsonParser } from "stream-json/core/parser.js";
import type { Token } from "stream-json/core/parser.js";
import { pick } from "stream-json/core/filters/pick.js";
import { streamArray } from "stream-json/core/streamers/stream-array.js";
import { streamObject } from "stream-json/core/streamers/stream-object.js";
import { messageOf } from "../core/errors.ts";
import { longestEntry } from "./lines.ts";
import type { JsonValue } from "./lines.ts";
import { badRow } from "./checked.ts";
import type { BadRow } from "./checked.ts";

/** One entry, and the kind of the whole document. */
interface JsonEntry extends JsonValue {
  readonly document: "array" | "object";
}

export interface EntryOptions {
  /** For an object: the key of the array whose elements are the entries. */
  readonly under?: string;
  /** Maximum size of an entry in bytes. */
  readonly limit?: number;
}

/** Maximum depth of nesting, beyond that of any format; the parser itself would follow it until memory runs out. */
const deepestEntry = 100;

/**
 * Bytes parsed at a time, because the parser converts all its input to tokens at once, each many times larger than its
 * bytes.
 */
const pieceLength = 64 * 1024;

/**
 * Yields the elements of the array, or the values of the object, of a whole JSON file, one at a time. Memory is bounded
 * by the longest entry. After an error in the JSON the rest is unreadable: the last row says so.
 */
export async function* jsonEntries(
  bytes: AsyncIterable<Uint8Array>,
  { under, limit = longestEntry }: EntryOptions = {},
): AsyncGenerator<JsonEntry | BadRow, void, undefined> {
  const tokens = jsonParser({ packValues: true, streamValues: false });
  const decoder = new TextDecoder();
  let entries: Assemble | undefined;
  let document: JsonEntry["document"] = "array";
  let depth = 0;
  let at = 1;
  let bytesOfEntry = 0;
  const lost = (reason: string): BadRow => ({
    ...badRow(at, `the file cannot be read from entry ${at} on: ${reason}`),
    rest: true,
  });

  for await (const piece of pieces(bytes)) {
    bytesOfEntry += piece.length;
    const found: JsonEntry[] = [];
    let fault: string | undefined;
    try {
      for (const part of partsOf(decoder.decode(piece, { stream: true }))) {
        for (const token of items<Token>(tokens(part))) {
          depth += nesting(token);
          if (depth > deepestEntry) throw new Error(`it nests deeper than ${deepestEntry} levels`);
          if (entries === undefined) {
            document = token.name === "startObject" ? "object" : "array";
            entries = assemble(document, under);
          }
          for (const value of entries(token)) found.push({ kind: "value", at: at + found.length, value, document });
        }
      }
    } catch (error) {
      fault = messageOf(error);
    }
    yield* found;
    at += found.length;
    if (found.length > 0) bytesOfEntry = 0;
    if (bytesOfEntry > limit) fault ??= `it is longer than ${limit} bytes`;
    if (fault !== undefined) {
      yield lost(fault);
      return;
    }
  }
  if (entries === undefined || depth > 0) yield lost("the file ends too early");
  else if (at === 1 && document === "object" && under !== undefined) yield lost(`there is nothing under "${under}"`);
}

/** Takes the document's tokens one by one and returns each entry that a token completes. */
type Assemble = (token: Token) => Iterable<unknown>;

function assemble(document: JsonEntry["document"], under: string | undefined): Assemble {
  if (document === "array") return valuesOf(streamArray());
  if (under === undefined) return valuesOf(streamObject());
  const within = pick({ filter: (path) => path.length === 1 && path[0] === under });
  const elements = valuesOf(streamArray());
  return (token) => items<Token>(within(token)).flatMap((picked) => [...elements(picked)]);
}

function valuesOf(streamer: (token: Token) => Result<{ readonly value: unknown }>): Assemble {
  return (token) => items(streamer(token)).map(({ value }) => value);
}

/** Result of a stage of stream-json: nothing (a symbol), one item or many. */
type Result<Item> = symbol | Item | { readonly values: readonly Item[] };

function items<Item extends object>(result: Result<Item>): readonly Item[] {
  if (typeof result === "symbol") return [];
  return "values" in result ? result.values : [result];
}

function nesting({ name }: Token): number {
  if (name === "startObject" || name === "startArray") return 1;
  return name === "endObject" || name === "endArray" ? -1 : 0;
}

/** Yields the text up to each closing brace: after an error the parser withholds what it read in the same call. */
function* partsOf(text: string): Generator<string, void, undefined> {
  for (let start = 0; start < text.length;) {
    const brace = text.indexOf("}", start);
    const end = brace === -1 ? text.length : brace + 1;
    yield text.slice(start, end);
    start = end;
  }
}

async function* pieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of bytes) {
    for (let start = 0; start < chunk.length; start += pieceLength) yield chunk.subarray(start, start + pieceLength);
  }
}
