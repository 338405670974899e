import * as v from "valibot";
import { plainLine } from "../core/plain-line.ts";
import type { JsonValue } from "./lines.ts";

/** An unusable row; the reason is for users and names the field. */
export interface BadRow {
  readonly kind: "bad";
  readonly at: number;
  readonly reason: string;
  /** Whether the file is unreadable from here on, so that the rest is lost too. */
  readonly rest?: true;
}

/** Maximum length of a reason in characters: messages quote the file, and its fields may have any length. */
const longestReason = 300;

/** Maximum length of a field's name in a reason, in characters; it may contain a model's name. */
const longestField = 100;

/** Returns a bad row; control characters of the file are removed from the reason. */
export function badRow(at: number, reason: string): BadRow {
  return { kind: "bad", at, reason: plainLine(reason, longestReason) };
}

/** Yields the rows made by `row` from values that match the format's schema, and bad rows for the other values. */
export async function* checkedRows<Schema extends v.GenericSchema, Row>(
  values: AsyncIterable<JsonValue | BadRow>,
  schema: Schema,
  row: (fields: v.InferOutput<Schema>, at: number) => Row,
): AsyncGenerator<Row | BadRow, void, undefined> {
  for await (const entry of values) {
    if (entry.kind === "bad") yield entry;
    else yield checked(entry.at, schema, entry.value, (fields) => row(fields, entry.at));
  }
}

/** Returns the row made by `row` from a value that matches the schema; else a bad row naming the first wrong field. */
export function checked<Schema extends v.GenericSchema, Row>(
  at: number,
  schema: Schema,
  value: unknown,
  row: (output: v.InferOutput<Schema>) => Row,
): Row | BadRow {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return row(result.output);
  const [issue] = result.issues;
  const field = plainLine(v.getDotPath(issue) ?? "the entry", longestField);
  return badRow(
    at,
    issue.received === "undefined" ? `${field} is missing` : `${field} is not usable: ${issue.message}`,
  );
}
