import * as v from "valibot";
import { BankError } from "../../core/errors.ts";
import { badRow, checkedRows, fileText, jsonLines, stampOf } from "../../row-files/index.ts";

/** Replies of several models to one question, each known to be right or wrong. */
export interface CandidateSet {
  readonly question: string;
  readonly candidates: readonly KnownCandidate[];
}

/** A reply that is known to be right or wrong. */
export interface KnownCandidate {
  readonly model: string;
  readonly text: string;
  /** The answer that the reply states, where answers can be extracted; null when the reply states none. */
  readonly answer?: string | null;
  readonly correct: boolean;
  /** Chance that the model is right on such a question, 0 to 1. */
  readonly prior: number;
}

const name = v.pipe(v.string(), v.nonEmpty(), v.maxLength(500));
const reply = v.pipe(v.string(), v.maxLength(1_000_000));
const setSchema = v.object({
  questionId: v.pipe(v.union([v.string(), v.number()]), v.transform(String)),
  question: reply,
  candidates: v.pipe(
    v.array(
      v.object({
        model: name,
        text: reply,
        answer: v.nullish(v.pipe(v.string(), v.maxLength(10_000))),
        correct: v.boolean(),
        prior: v.nullish(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
      }),
    ),
    v.minLength(1),
    v.maxLength(1000),
  ),
});

type Row = v.InferOutput<typeof setSchema>;

/** Maximum number of sets of a study. */
const MOST_SETS = 100_000;

/**
 * Reads sets of candidates, JSON lines, plain or compressed with gzip. Where the file gives no priors, a model's prior
 * is its share of right replies to the other questions.
 *
 * @throws BankError when the file cannot be read or a line is not a set
 */
export async function readCandidateSets(file: string, signal: AbortSignal): Promise<CandidateSet[]> {
  const rows: Row[] = [];
  const values = jsonLines(fileText(await stampOf(file), signal));
  for await (const row of checkedRows(values, setSchema, (fields) => ({ kind: "set" as const, fields }))) {
    const bad =
      row.kind === "bad" ? row : rows.length >= MOST_SETS ? badRow(rows.length, "there are too many sets") : null;
    if (bad !== null) throw new BankError(`Line ${bad.at} of ${file} is no set of candidates: ${bad.reason}.`);
    if (row.kind === "set") rows.push(row.fields);
  }
  if (rows.length === 0) throw new BankError(`${file} holds no sets of candidates.`);
  const priorOf = priorsFrom(rows);
  return rows.map(({ question, questionId, candidates }) => ({
    question,
    candidates: candidates.map(({ model, text, answer, correct, prior }) => ({
      ...{ model, text, correct, prior: prior ?? priorOf(model, questionId) },
      ...(answer === undefined ? {} : { answer }),
    })),
  }));
}

/**
 * Returns each model's share of right replies to other questions, so that no prior knows the question that it is used
 * for. Without other replies it is one half.
 */
function priorsFrom(rows: readonly Row[]): (model: string, questionId: string) => number {
  const all = new Map<string, { right: number; count: number }>();
  for (const { questionId, candidates } of rows)
    for (const { model, correct } of candidates)
      for (const key of [model, keyOf(model, questionId)]) {
        const counted = all.get(key) ?? { right: 0, count: 0 };
        counted.right += correct ? 1 : 0;
        counted.count += 1;
        all.set(key, counted);
      }
  return (model, questionId) => {
    const [whole, own] = [all.get(model), all.get(keyOf(model, questionId))];
    const count = (whole?.count ?? 0) - (own?.count ?? 0);
    return count === 0 ? 0.5 : ((whole?.right ?? 0) - (own?.right ?? 0)) / count;
  };
}

function keyOf(model: string, questionId: string): string {
  return JSON.stringify([model, questionId]);
}
