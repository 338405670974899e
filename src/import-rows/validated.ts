import * as v from "valibot";
import {
  type BankQuestion,
  bankQuestionSchema,
  beyondLimits,
  namesBeyondLimits,
  questionLimits,
} from "../core/question-bank/index.ts";
import type { ImportRow } from "./import-format.ts";
import { badRow, checked } from "../row-files/index.ts";

/** Maximum depth of the free-form arguments of a task; JSON.stringify may be unable to store deeper ones. */
const deepestTask = 64;

/** Returns the question in `candidate`, by the bank's own schema, or a bad row naming the first wrong field. */
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

/** Returns the outcomes in `candidate`, `{questionId, correct}`, or a bad row naming the first wrong field. */
export function validatedCapability(at: number, candidate: unknown): ImportRow {
  return checked(at, capabilitySchema, candidate, ({ questionId, correct }) => {
    const reason = namesBeyondLimits("correct", Object.keys(correct));
    return reason === undefined ? { kind: "capability", at, questionId, correct } : badRow(at, reason);
  });
}

/** Returns why a question that matches the schema can still not be stored. */
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

/** Returns whether the vector can be scaled to norm 1: the squares of tiny or huge numbers are 0 or infinite. */
function hasDirection(vector: readonly number[]): boolean {
  const squares = vector.reduce((sum, value) => sum + value * value, 0);
  return squares > 0 && squares < Infinity;
}

function nestsDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => nestsDeeper(inner, levels - 1));
}
