import fc from "fast-check";
import type { Sample } from "./samples.ts";

/** JSON that JSON.stringify does not produce, each in a list of one so that fast-check prints it completely. */
const hostileJson = fc
  .constantFrom<[string]>(
    ["null"],
    ["[]"],
    ["{}"],
    ["1e999"],
    ["-0"],
    ["1e-200"],
    ['""'],
    ['"\\ud800"'],
    ['"\\u0000\\u001b[31m"'],
    ['{"__proto__":{"polluted":true}}'],
    ['{"constructor":{"prototype":{"polluted":true}}}'],
    ['{"__proto__":1,"constructor":1,"toString":1}'],
    [`${"[".repeat(500)}${"]".repeat(500)}`],
    [`${'{"a":'.repeat(500)}1${"}".repeat(500)}`],
    [`"${"x".repeat(100_000)}"`],
    ["1".repeat(5_000)],
  )
  .map(([json]) => json);

/** Text to insert where it is likely to break a reader. */
const hostileText = fc.constantFrom(
  ...['"', "\n", "\r\n", "\r", ",", ":", "{", "}", "[", "]", "\\", "\0", "\uFEFF", "null", "1e999", "[[[[", '""'],
  ...['{"__proto__":', '"__proto__":{"polluted":1},', '"constructor":{"prototype":{"polluted":1}},', '"\\ud800"'],
  "\\boxed{",
);

/**
 * Generates files that a sample could have become: with changed fields, replaced entries, or stretches cut, doubled or
 * overwritten.
 */
export function damaged({ entries, join, file }: Sample): fc.Arbitrary<Uint8Array> {
  const anything = fc.uint8Array({ maxLength: 200 });
  if (entries.length === 0) return fc.oneof(spoiled(file), spoiled(file), anything);
  const anyEntry = fc
    .constantFrom(...entries)
    .chain((entry) =>
      fc.oneof(fc.constant(JSON.stringify(entry)), fieldChanged(entry), fieldChanged(entry), hostileJson),
    );
  const anyFile = fc.array(anyEntry, { minLength: 1, maxLength: 5 }).map(join);
  return fc.oneof(anyFile.map(bytesOf), anyFile.chain(spoiled), spoiled(file), anything);
}

/** Generates an entry with one field, at any depth, left out or replaced. */
function fieldChanged(entry: object): fc.Arbitrary<string> {
  const mark = "@@replaced@@";
  const json = fc.oneof(hostileJson, fc.json({ maxDepth: 3 }));
  return fc.tuple(fc.constantFrom(...placesOf(entry)), fc.option(json)).map(([place, replacement]) => {
    const copy: unknown = JSON.parse(JSON.stringify(entry));
    const parent = place.slice(0, -1).reduce<unknown>((at, key) => Reflect.get(at as object, key), copy) as object;
    const key = place.at(-1) ?? "";
    if (replacement === null) Reflect.deleteProperty(parent, key);
    else Reflect.set(parent, key, mark);
    return JSON.stringify(copy).replace(JSON.stringify(mark), () => replacement ?? "");
  });
}

function placesOf(value: object): string[][] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => [
    [key],
    ...(typeof inner === "object" && inner !== null ? placesOf(inner).map((place) => [key, ...place]) : []),
  ]);
}

/**
 * Generates the file with up to four stretches replaced by hostile text, bytes, JSON, or another stretch of the file.
 */
function spoiled(file: string): fc.Arbitrary<Uint8Array> {
  const bytes = bytesOf(file);
  const place = fc.nat({ max: bytes.length });
  const stretch = fc.oneof(
    hostileText.map(bytesOf),
    fc.uint8Array({ maxLength: 4 }),
    fc.json({ maxDepth: 3 }).map(bytesOf),
    fc.tuple(place, fc.nat({ max: 60 })).map(([start, length]) => bytes.slice(start, start + length)),
  );
  const removed = fc.oneof(fc.nat({ max: 12 }), place);
  const change = fc.record({ at: place, removed, stretch });
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) =>
    changes.reduce<Uint8Array>((whole, { at, removed, stretch: added }) => {
      return Buffer.concat([whole.subarray(0, at), added, whole.subarray(at + removed)]);
    }, bytes),
  );
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
