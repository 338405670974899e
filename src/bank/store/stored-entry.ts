import * as v from "valibot";
import { normalise } from "../../core/embedding.ts";
import { BankError, messageOf } from "../../core/errors.ts";
import type { BankEntry } from "../../core/packed-bank/index.ts";
import { type BankQuestion, bankQuestionSchema } from "../../core/question-bank/index.ts";

/** An entry as an item of vectra's index. */
export interface IndexItem {
  readonly id: string;
  /** The question as JSON, because vectra keeps flat metadata only. */
  readonly question: string;
  readonly space: string;
  /** Length d, norm 1. */
  readonly vector: Float32Array;
}

/** Space and dimension, which all entries of a bank share. */
export interface Kind {
  readonly space: string;
  /** d */
  readonly dimension: number;
}

/** An entry whose vector is ready to be stored. */
interface UnitEntry extends BankEntry {
  readonly vector: Float32Array;
}

/** A vector this close to norm 1 is left unchanged, so that storing it again changes nothing. */
const UNIT_TOLERANCE = 1e-6;
/** A stored vector further from norm 1 is damaged. */
const DAMAGED_TOLERANCE = 1e-3;

/**
 * Returns an entry in its stored form: checked, without the fields that only files of other formats have, and with a
 * vector of norm 1.
 *
 * @param dimension d of the bank; null for the first entry
 * @throws BankError naming the question that cannot be stored
 */
export function toStoredEntry({ question, vector }: BankEntry, dimension: number | null): UnitEntry {
  const { id } = question;
  const parsed = v.safeParse(bankQuestionSchema, question);
  if (!parsed.success) throw new BankError(`Question ${id} cannot be stored: ${v.summarize(parsed.issues)}`);
  // The index keeps ids as UTF-8, which cannot represent half of a surrogate pair.
  if (/\p{Surrogate}/u.test(id)) throw new BankError(`Question ${JSON.stringify(id)} has an id that is not Unicode.`);
  if (dimension !== null && vector.length !== dimension) {
    throw new BankError(`Question ${id} has a vector of length ${vector.length}; the bank's is ${dimension}.`);
  }
  const { embedding: _, space: __, ...stored } = parsed.output;
  return { question: stored, vector: toUnit(id, vector) };
}

/** Returns the index item of an entry from `toStoredEntry`. */
export function toItem({ question, vector }: UnitEntry, space: string): IndexItem {
  return { id: question.id, question: JSON.stringify(question), space, vector };
}

/**
 * Returns the entry of an item.
 *
 * @throws Error when the item is not one that a writer of this bank stored
 */
export function fromItem({ id, question, space, vector }: IndexItem, kind: Kind): UnitEntry {
  const parsed: BankQuestion = v.parse(bankQuestionSchema, JSON.parse(question));
  if (parsed.id !== id) throw new BankError("its id is not its question's");
  assertOfKind(space, vector, kind);
  return { question: parsed, vector };
}

/**
 * Checks that a stored vector and its space match the bank.
 *
 * @throws BankError when the space or the length differs, or the vector does not have norm 1
 */
export function assertOfKind(space: string, vector: Float32Array, kind: Kind): void {
  if (space !== kind.space) throw new BankError(`it belongs to the embedding space ${space}`);
  if (vector.length !== kind.dimension) throw new BankError(`its vector has the length ${vector.length}`);
  const norm = normOf(vector);
  // Written so that NaN does not pass.
  if (!(Math.abs(norm - 1) <= DAMAGED_TOLERANCE)) throw new BankError(`its vector has the norm ${norm}`);
}

/**
 * Returns a question's vector in its stored form, with norm 1.
 *
 * @throws BankError naming the question when the vector has no direction
 */
export function toUnit(id: string, vector: ArrayLike<number>): Float32Array {
  const stored = Float32Array.from(vector);
  if (Math.abs(normOf(stored) - 1) <= UNIT_TOLERANCE) return stored;
  try {
    return normalise(vector);
  } catch (error) {
    throw new BankError(`Question ${id} cannot be stored: ${messageOf(error)}`, { cause: error });
  }
}

/** Returns the Euclidean norm. */
function normOf(vector: Float32Array): number {
  let squares = 0;
  for (let i = 0; i < vector.length; i++) squares += (vector[i] as number) * (vector[i] as number);
  return Math.sqrt(squares);
}
