import path from "node:path";
import type { BankQuestion, Task } from "../core/question-bank/index.ts";
import {
  type AnswerCheck,
  fileRows,
  type ImportFormat,
  type ImportOptions,
  type ImportRow,
  mostRows,
  type PassedOver,
  tooManyRows,
  type Understood,
} from "../import-rows/index.ts";
import { stampOf } from "../row-files/index.ts";

/** How many unusable rows are named; the others are only counted. */
const namedRows = 1000;

/** What to import, and how to read it. */
export interface WantedImport {
  readonly file: string;
  readonly format: ImportFormat;
  readonly options: ImportOptions;
}

/** What an import of a file would store; nothing is stored yet. */
export interface ImportPreview {
  readonly format: ImportFormat;
  readonly fileName: string;
  readonly rows: number;
  /** Rows that are questions or outcomes. */
  readonly usable: number;
  readonly failed: number;
  /** The first unusable rows; `failed` counts all. */
  readonly bad: readonly PassedOver[];
  /** Why the file cannot be read to its end, so that nothing of it can be imported; null when it can. */
  readonly broken: PassedOver | null;
  /** Rows that are outcomes of models for questions. */
  readonly outcomes: number;
  /** Questions that occur more than once in the file: the last one counts. */
  readonly repeated: number;
  /** How replies will be checked: questions by kind of task. */
  readonly tasks: ReadonlyMap<Task["kind"], number>;
  /** How plain questions and answers were read; null for formats with fixed fields. */
  readonly columns: Columns | null;
  /** The first question as it will be stored, without its embedding. */
  readonly example: BankQuestion | null;
}

/** How the fields of plain questions and answers were read, each with the number of rows. */
export interface Columns {
  /** By the names of the fields, joined with " + ". */
  readonly question: ReadonlyMap<string, number>;
  readonly answer: ReadonlyMap<string, number>;
  readonly checks: ReadonlyMap<AnswerCheck, number>;
}

/**
 * Reads a whole file and returns what an import of it would store.
 *
 * @param onRead called with the rows and the share of the file read so far
 * @throws BankError when the file cannot be read, holds too many rows or is not a text
 */
export async function previewImport(
  { file, format, options }: WantedImport,
  signal: AbortSignal,
  onRead: (rows: number, share: number) => void = () => undefined,
): Promise<ImportPreview> {
  const tally = new Tally();
  const fileName = path.basename(file);
  let share = 0;
  const watched = { signal, onRead: (read: number) => (share = read) };
  for await (const row of fileRows(await stampOf(file), format, options, watched)) {
    tally.add(row);
    if (tally.rows > mostRows) throw tooManyRows(fileName);
    if (tally.rows % 256 === 0) onRead(tally.rows, share);
  }
  return { format, fileName, ...tally.result };
}

class Tally {
  rows = 0;
  private failed = 0;
  private outcomes = 0;
  private repeated = 0;
  private broken: PassedOver | null = null;
  private example: BankQuestion | null = null;
  private readonly bad: PassedOver[] = [];
  private readonly ids = new Set<string>();
  private readonly tasks = new Map<Task["kind"], number>();
  private readonly columns = {
    question: new Map<string, number>(),
    answer: new Map<string, number>(),
    checks: new Map<AnswerCheck, number>(),
  };

  add(row: ImportRow): void {
    this.rows += 1;
    if (row.kind === "bad") {
      const { at, reason } = row;
      this.failed += 1;
      if (row.rest === true) this.broken = { at, reason };
      if (this.bad.length < namedRows) this.bad.push({ at, reason });
    } else if (row.kind === "capability") this.outcomes += 1;
    else {
      const { embedding: _, ...question } = row.question;
      if (this.ids.has(question.id)) this.repeated += 1;
      this.ids.add(question.id);
      this.example ??= question;
      count(this.tasks, question.task.kind);
      if (row.understood !== undefined) this.addUnderstood(row.understood);
    }
  }

  get result(): Omit<ImportPreview, "format" | "fileName"> {
    const { rows, failed, bad, broken, outcomes, repeated, tasks, example, columns } = this;
    const told = columns.checks.size > 0 ? columns : null;
    return { rows, usable: rows - failed, failed, bad, broken, outcomes, repeated, tasks, example, columns: told };
  }

  private addUnderstood({ question, answer, check }: Understood): void {
    count(this.columns.question, question.join(" + "));
    if (answer !== null) count(this.columns.answer, answer);
    count(this.columns.checks, check);
  }
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
