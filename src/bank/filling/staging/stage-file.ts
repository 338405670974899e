import {
  type ImportRow,
  mostRows,
  type PaperPart,
  type PassedOver,
  type QuestionRow,
  tooManyRows,
} from "../../../import-rows/index.ts";
import { type BadRow, badRow, UnusableFileError } from "../../../row-files/index.ts";
import { encodeVector, toUnit } from "../../store/index.ts";
import type { Reading, StagedRecord } from "./staged-rows.ts";
import type { StagingFile } from "./staging-file.ts";

/** A larger share of bad rows means that the file is not of the stated format. */
const BAD_SHARE = 0.01;

/** How many bad rows are kept with number and reason; the others are only counted. */
const NAMED_ROWS = 1000;

/** What staging needs to know about the bank and the file. */
interface StagingPlan {
  /** For messages. */
  readonly fileName: string;
  /** The format's name, for messages. */
  readonly format: string;
  /** The bank's embedding space; empty while it has none. */
  readonly space: string;
  /** d of the bank; 0 while the bank has no entry. */
  readonly dimension: number;
  /**
   * Whether any number of bad rows may be passed over as long as one row is good, because the user has seen them and
   * agreed.
   */
  readonly passOver: boolean;
  /** The paper's split; null when it is not wanted. */
  readonly partOf: ((row: QuestionRow) => PaperPart) | null;
  /** Called for each row with the number of rows so far. */
  readonly onRow: (rows: number) => void;
}

/**
 * Reads all rows of a file into the staging file. Rows that the staging file already holds are read but not written
 * again.
 *
 * @throws UnusableFileError when the file holds no row or too many, is damaged, or more than 1% of its rows are bad and
 * the user did not agree to that
 */
export async function stageRows(
  rows: AsyncIterable<ImportRow>,
  staging: StagingFile,
  plan: StagingPlan,
): Promise<Reading> {
  const fits = embeddingsThatFit(plan);
  const bad: PassedOver[] = [];
  const count = { rows: 0, failed: 0, leftOut: 0 };
  const shortened = { questions: 0, tests: 0 };
  for await (const given of rows) {
    count.rows += 1;
    if (count.rows > mostRows) throw tooManyRows(plan.fileName);
    plan.onRow(count.rows);
    const row = given.kind === "question" ? fits(given) : given;
    if (row.kind === "bad") {
      refuseDamaged(row, plan.fileName);
      count.failed += 1;
      if (bad.length < NAMED_ROWS) bad.push({ at: row.at, reason: row.reason });
      continue;
    }
    const part = row.kind === "question" ? plan.partOf?.(row) : undefined;
    if (part !== "neither" && row.kind === "question" && row.testsLeftOut !== undefined) {
      shortened.questions += 1;
      shortened.tests += row.testsLeftOut;
    }
    if (part === "neither") count.leftOut += 1;
    else if (count.rows > staging.rows.lastRow) await staging.append(recordOf(row, count.rows, part, plan.space));
  }
  const reading = { ...count, shortened, bad };
  refuseBad(reading, plan);
  await staging.append({ kind: "end", reading });
  await staging.flush();
  return reading;
}

/**
 * Returns a check for rows: a row is bad when its embedding differs in length from the bank's, or from the first
 * embedding of its space.
 */
function embeddingsThatFit({ space, dimension }: StagingPlan): (row: QuestionRow) => QuestionRow | BadRow {
  const lengths = new Map<string, number>(space === "" ? [] : [[space, dimension]]);
  return (row) => {
    const { embedding } = row.question;
    if (embedding === undefined) return row;
    const own = spaceOf(row.question.space, embedding);
    const length = lengths.get(own) ?? embedding.length;
    lengths.set(own, length);
    if (length === embedding.length) return row;
    return badRow(
      row.at,
      `embedding is not usable: it has ${embedding.length} numbers, others of ${own} have ${length}`,
    );
  };
}

function recordOf(
  row: Exclude<ImportRow, BadRow>,
  number: number,
  part: "bank" | "test" | undefined,
  bankSpace: string,
): StagedRecord {
  if (row.kind === "capability") return { ...row, row: number };
  const { embedding, space: given, ...rest } = row.question;
  const question = part === undefined ? rest : { ...rest, split: part };
  const record = { kind: "question", row: number, question } as const;
  if (embedding === undefined) return record;
  const space = spaceOf(given, embedding);
  // An embedding without a stated space cannot be told from other spaces in a bank of another space.
  if (given === undefined && bankSpace !== "" && bankSpace !== space) return record;
  return { ...record, space, vector: encodeVector(toUnit(question.id, embedding)) };
}

/** Embeddings without a stated space can only be compared with each other. */
function spaceOf(space: string | undefined, embedding: readonly number[]): string {
  return space ?? `unnamed-${embedding.length}`;
}

function refuseDamaged({ rest, reason }: BadRow, fileName: string): void {
  if (rest === true) throw new UnusableFileError(`${fileName} is damaged, so nothing was imported: ${reason}`);
}

function refuseBad({ rows, failed, bad }: Reading, { fileName, format, passOver }: StagingPlan): void {
  if (rows === 0) throw new UnusableFileError(`${fileName} has no row of ${format}, so nothing was imported.`);
  if (failed <= BAD_SHARE * rows || (passOver && failed < rows)) return;
  const examples = bad.slice(0, 3).map(({ at, reason }) => `line ${at}: ${reason}`);
  const hint = failed === rows ? `Is ${fileName} of another format than ${format}?` : "Mend or remove such rows.";
  throw new UnusableFileError(
    `${failed} of ${rows} rows of ${fileName} cannot be used, so nothing was imported. ${examples.join("; ")}. ${hint}`,
  );
}
