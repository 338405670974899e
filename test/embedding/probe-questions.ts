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

/** A question whose neighbours show what an embedder sees. */
export interface ProbeQuestion {
  /** From 1 on. Embedders are tuned on even ids, figures are reported on odd ones; both hold every topic equally. */
  readonly id: number;
  readonly topic: Topic;
  readonly text: string;
  /** The text with a few slips of the fingers, none of them in code. */
  readonly misspelt: string;
}

export const topics = Object.keys(writtenQuestions) as readonly Topic[];

/**
 * The questions in the order of their ids: rounds of one question a topic. Each round begins one topic later than the
 * one before, which makes a topic's ids odd and even in turns.
 */
export const probeQuestions: readonly ProbeQuestion[] = topics
  .flatMap((topic, column) =>
    writtenQuestions[topic].map((written, round) => {
      const place = (column - round + topics.length) % topics.length;
      return { id: round * topics.length + place + 1, topic, text: written.text, misspelt: mistype(written) };
    }),
  )
  .sort((a, b) => a.id - b.id);
