import { concurrency } from "./questions/concurrency.ts";
import { dates } from "./questions/dates.ts";
import { errorsAndLogging } from "./questions/errors-and-logging.ts";
import { fileFormats } from "./questions/file-formats.ts";
import { git } from "./questions/git.ts";
import { http } from "./questions/http.ts";
import { memoryAndPerformance } from "./questions/memory-and-performance.ts";
import { regularExpressions } from "./questions/regular-expressions.ts";
import { sortingAndSearching } from "./questions/sorting-and-searching.ts";
import { sql } from "./questions/sql.ts";
import { testing } from "./questions/testing.ts";
import { types } from "./questions/types.ts";
import { mistype } from "./written-question.ts";

const writtenQuestions = {
  concurrency,
  "regular expressions": regularExpressions,
  "dates and time zones": dates,
  SQL: sql,
  git,
  "HTTP and APIs": http,
  testing,
  "sorting and searching": sortingAndSearching,
  "file formats": fileFormats,
  types,
  "memory and performance": memoryAndPerformance,
  "errors and logging": errorsAndLogging,
};

export type Topic = keyof typeof writtenQuestions;

/** A question whose neighbours show what an embedder recognises. */
export interface ProbeQuestion {
  /**
   * Counted from 1. Embedders are tuned on even ids, figures are reported on odd ones; both contain every topic equally
   * often.
   */
  readonly id: number;
  readonly topic: Topic;
  readonly text: string;
  /** The text with a few typing errors, none of them in code. */
  readonly misspelt: string;
}

export const topics = Object.keys(writtenQuestions) as readonly Topic[];

/**
 * The questions in the order of their ids: rounds of one question per topic. Each round begins one topic later than the
 * round before, so a topic's ids are alternately odd and even.
 */
export const probeQuestions: readonly ProbeQuestion[] = topics
  .flatMap((topic, column) =>
    writtenQuestions[topic].map((written, round) => {
      const place = (column - round + topics.length) % topics.length;
      return { id: round * topics.length + place + 1, topic, text: written.text, misspelt: mistype(written) };
    }),
  )
  .sort((a, b) => a.id - b.id);
