import * as v from "valibot";
import { BankError } from "../../core/errors.ts";
import { checkedRows, fileText, jsonLines, stampOf } from "../../row-files/index.ts";
import { priorsFrom } from "./priors-from.ts";

/** Replies of several models to one question, each known to be right or wrong. */
export interface CandidateSet {
  /** Sets with the same id belong to one question. */
  readonly questionId: string;
  readonly question: string;
  /** At least one. */
  readonly candidates: readonly KnownCandidate[];
}

/** A reply that is known to be right or wrong. */
export interface KnownCandidate {
  readonly model: string;
  readonly text: string;
  /** Answer that the reply states; null when it states none, absent when answers to the question cannot be extracted. */
  readonly answer?: string | null;
  readonly correct: boolean;
  /** Chance that the model is right on such a question, 0 to 1. */
  readonly prior: number;
}

/** Returns whether the answers to a question can be extracted. Other questions are coding questions. */
export function hasAnswers({ candidates }: Pick<CandidateSet, "candidates">): boolean {
  return candidates.some(({ answer }) => answer !== undefined);
}

const name = v.pipe(v.string(), v.nonEmpty(), v.maxLength(500));
const text = v.pipe(v.string(), v.maxLength(1_000_000));
const rowSchema = v.object({
  questionId: v.union([name, v.pipe(v.number(), v.transform(String))]),
  question: text,
  candidates: v.pipe(
    v.array(
      v.object({
        model: name,
        text,
        answer: v.nullish(v.pipe(v.string(), v.maxLength(10_000))),
        correct: v.boolean(),
        prior: v.nullish(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
      }),
    ),
    v.minLength(1),
    v.maxLength(1000),
  ),
});

/** A line of the file. */
type SetRow = v.InferOutput<typeof rowSchema>;

/** Maximum numbers of sets and of characters of a file, because a study holds all of them in memory. */
const MOST_SETS = 100_000;
const MOST_CHARACTERS = 500_000_000;

/**
 * Reads sets of candidates, JSON lines, plain or compressed with gzip. Where the file gives no priors, a model's prior
 * is its share of right replies to the other questions.
 *
 * @throws BankError when the file cannot be read, when a line is not a set, or when there is too much
 */
export async function readCandidateSets(file: string, signal: AbortSignal): Promise<CandidateSet[]> {
  const rows: SetRow[] = [];
  let characters = 0;
  const values = jsonLines(fileText(await stampOf(file), signal));
  for await (const row of checkedRows(values, rowSchema, (fields) => ({ kind: "set" as const, fields }))) {
    if (row.kind === "bad")
      throw new BankError(
        `Line ${row.at} of ${file} is not a set of candidates: ${row.reason}. Correct or remove the line; docs/choice.md shows one.`,
      );
    rows.push(row.fields);
    characters += lengthOf(row.fields);
    if (rows.length > MOST_SETS || characters > MOST_CHARACTERS)
      throw new BankError(
        `${file} holds more than ${MOST_SETS} sets or ${MOST_CHARACTERS} characters: divide it into several files.`,
      );
  }
  if (rows.length === 0) throw new BankError(`${file} holds no sets of candidates; docs/choice.md shows one.`);
  const priorOf = priorsFrom(rows);
  return rows.map(({ question, questionId, candidates }) => ({
    questionId,
    question,
    candidates: candidates.map(({ answer, prior, ...candidate }) => ({
      ...candidate,
      prior: prior ?? priorOf(candidate.model, questionId),
      ...(answer === undefined ? {} : { answer }),
    })),
  }));
}

function lengthOf({ question, candidates }: SetRow): number {
  return candidates.reduce((sum, { text, answer }) => sum + text.length + (answer?.length ?? 0), question.length);
}
