import * as v from "valibot";
import {
  type BankQuestion,
  bankQuestionSchema,
  beyondLimits,
  namesBeyondLimits,
  questionLimits,
} from "../core/question-bank/index.ts";
import { plainLine } from "../core/plain-line.ts";
import type { ImportRow } from "./import-format.ts";
import type { JsonValue } from "./lines.ts";

/** A row that is not usable, and why. */
export type BadRow = Extract<ImportRow, { kind: "bad" }>;

/** Characters of a reason at most: messages quote the file, and its fields may be of any length. */
const longestReason = 300;

/** Characters of a field's name in a reason: names of models are part of it. */
const longestField = 100;

/** How deep the free-form arguments of a task may nest; what is deeper, JSON.stringify may be unable to store. */
const deepestTask = 64;

/** A row that is not usable; what nobody sees of the file is kept out of the reason. */
export function badRow(at: number, reason: string): BadRow {
  return { kind: "bad", at, reason: plainLine(reason, longestReason) };
}

/** The question that `candidate` is, by the bank's own schema, or a bad row naming the first field that is wrong. */
export function validated(at: number, candidate: unknown): ImportRow {
  return checked(at, bankQuestionSchema, candidate, (question) => {
    const reason = unstorable(question) ?? beyondLimits(question);
    return reason === undefined ? { kind: "question", at, question } : badRow(at, reason);
  });
}

const correctSchema = v.pipe(
  v.record(v.pipe(v.string(), v.minLength(1)), v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  v.check((correct) => Object.keys(correct).length > 0, "names no model"),
);
const questionIdSchema = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(questionLimits.id, `it may have at most ${questionLimits.id} characters`),
);
const capabilitySchema = v.object({ questionId: questionIdSchema, correct: correctSchema });

/** The outcomes that `candidate`, `{questionId, correct}`, holds, or a bad row naming the first field that is wrong. */
export function validatedCapability(at: number, candidate: unknown): ImportRow {
  return checked(at, capabilitySchema, candidate, ({ questionId, correct }) => {
    const reason = namesBeyondLimits("correct", Object.keys(correct));
    return reason === undefined ? { kind: "capability", at, questionId, correct } : badRow(at, reason);
  });
}

/** What `row` makes of each value that fits the format's own schema; the others become bad rows. */
export async function* checkedRows<Schema extends v.GenericSchema>(
  values: AsyncIterable<JsonValue | BadRow>,
  schema: Schema,
  row: (fields: v.InferOutput<Schema>, at: number) => ImportRow,
): AsyncGenerator<ImportRow, void, undefined> {
  for await (const entry of values) {
    if (entry.kind === "bad") yield entry;
    else yield checked(entry.at, schema, entry.value, (fields) => row(fields, entry.at));
  }
}

/** What `row` makes of a value that fits the schema; else a bad row naming the first field that does not. */
export function checked<Schema extends v.GenericSchema>(
  at: number,
  schema: Schema,
  value: unknown,
  row: (output: v.InferOutput<Schema>) => ImportRow,
): ImportRow {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return row(result.output);
  const [issue] = result.issues;
  const field = plainLine(v.getDotPath(issue) ?? "the entry", longestField);
  return badRow(
    at,
    issue.received === "undefined" ? `${field} is missing` : `${field} is not usable: ${issue.message}`,
  );
}

/** Why a question that fits the schema can still not be kept. */
function unstorable({ id, embedding, task }: BankQuestion): string | undefined {
  if (/\p{Surrogate}/u.test(id)) return "id is not usable: it is not Unicode";
  if (embedding !== undefined && !hasDirection(embedding)) {
    return "embedding is not usable: it needs finite numbers that are not all 0";
  }
  if (task.kind === "instructions" && nestsDeeper(task.kwargs, deepestTask)) {
    return "task.kwargs is not usable: it nests too deep";
  }
  return undefined;
}

/** Whether the vector can be scaled to norm 1: the squares of tiny or huge numbers are 0 or infinite. */
function hasDirection(vector: readonly number[]): boolean {
  const squares = vector.reduce((sum, value) => sum + value * value, 0);
  return squares > 0 && squares < Infinity;
}

function nestsDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => nestsDeeper(inner, levels - 1));
}
