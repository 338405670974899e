import type { Task } from "../../../core/question-bank/index.ts";

/** One published reply of a model to a question. */
export interface ImportedReply {
  /** Without thinking; empty where the model never got past it. */
  readonly text: string;
  readonly thinking: string;
  /** Null where the file does not tell, and so with the next two. */
  readonly usage: { readonly promptTokens: number; readonly completionTokens: number } | null;
  /** US dollars. */
  readonly costUsd: number | null;
  readonly durationMs: number | null;
  /** What its authors' check said, 0 to 1, for information; null where the file does not tell. */
  readonly correct: number | null;
}

/** What a question is found by; a `BankQuestion` is one. */
export interface SoughtQuestion {
  readonly question: string;
  /** `source/id`: the data set's own id finds a reply where the files have those ids, whatever the text looks like. */
  readonly id?: string;
  readonly source?: string;
  /** Options of multiple choice must be the same in the same order: replies name their letters. */
  readonly task?: Task;
}

/** A question with its task; a `BankQuestion` is one. */
export type PosedQuestion = SoughtQuestion & { readonly task: Task };

/** Published replies, ready to take the place of requests. */
export interface Imported {
  /** As the folders of the files spell them. */
  readonly models: readonly string[];
  /** What is wrong with the store, in sentences: models that cannot be read are left out. */
  readonly problems: readonly string[];
  /**
   * Returns the data set in which a model has a reply to a question; null where there is no reply. Nothing is read for
   * it.
   */
  dataSetOf(model: string, question: SoughtQuestion): string | null;
  /**
   * Returns the reply of a model to a question; null where there is none.
   *
   * @param model matched as loosely as the bank matches names
   * @throws BenchmarkError when the store was changed or damaged after it was opened
   */
  reply(model: string, question: SoughtQuestion): Promise<ImportedReply | null>;
  /**
   * Returns the question with its options in the order in which the models saw them, where that differs (GPQA's are
   * shuffled). A run that uses imported replies must put its questions in this form.
   */
  asPosed<Question extends PosedQuestion>(question: Question): Question;
}
