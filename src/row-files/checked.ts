import * as v from "valibot";
import { plainLine } from "../core/plain-line.ts";
import type { JsonValue } from "./lines.ts";

/** Something that is not usable; the reason is for people and names the field. */
export interface BadRow {
  readonly kind: "bad";
  readonly at: number;
  readonly reason: string;
  /** The file cannot be read any further, so that all that comes after it is lost too. */
  readonly rest?: true;
}

/** Characters of a reason at most: messages quote the file, and its fields may be of any length. */
const longestReason = 300;

/** Characters of a field's name in a reason: names of models are part of it. */
const longestField = 100;

/** A row that is not usable; what nobody sees of the file is kept out of the reason. */
export function badRow(at: number, reason: string): BadRow {
  return { kind: "bad", at, reason: plainLine(reason, longestReason) };
}

/** What `row` makes of each value that fits the format's own schema; the others become bad rows. */
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

/** What `row` makes of a value that fits the schema; else a bad row naming the first field that does not. */
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
