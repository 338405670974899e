import type { Task } from "../../../core/question-bank/index.ts";

/** One published reply of a model to a question. */
export interface ImportedReply {
  /** Text without thinking; empty when the model never finished thinking. */
  readonly text: string;
  readonly thinking: string;
  /** This and the next two are null when the file does not give them. */
  readonly usage: { readonly promptTokens: number; readonly completionTokens: number } | null;
  /** US dollars. */
  readonly costUsd: number | null;
  readonly durationMs: number | null;
  /** Verdict of the authors' check, 0 to 1, for information; null when the file does not give it. */
  readonly correct: number | null;
}

/** The fields by which a question is found; a `BankQuestion` has them. */
export interface SoughtQuestion {
  readonly question: string;
  /** `source/id`. If the files have the data set's own ids, the id finds a reply whatever the text looks like. */
  readonly id?: string;
  readonly source?: string;
  /** Options of multiple choice must be the same in the same order, because replies name their letters. */
  readonly task?: Task;
}

/** A question with its task; a `BankQuestion` is one. */
export type PosedQuestion = SoughtQuestion & { readonly task: Task };

/** Published replies that can replace requests. */
export interface Imported {
  /** Names in the spelling of the files' folders. */
  readonly models: readonly string[];
  /** Problems of the store, in sentences; models that cannot be read are left out. */
  readonly problems: readonly string[];
  /** Returns the data set in which a model has a reply to a question; null when there is no reply. Reads no file. */
  dataSetOf(model: string, question: SoughtQuestion): string | null;
  /**
   * Returns the reply of a model to a question; null when there is none.
   *
   * @param model matched by the same rule as names in the bank
   * @throws BenchmarkError when the store was changed or damaged after it was opened
   */
  reply(model: string, question: SoughtQuestion): Promise<ImportedReply | null>;
  /**
   * Returns the question with its options in the order in which the models saw them, which may differ (GPQA's are
   * shuffled). A run that uses imported replies must ask its questions in this form.
   */
  asPosed<Question extends PosedQuestion>(question: Question): Question;
}
