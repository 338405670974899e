import type { Task } from "../question-bank/index.ts";
import type { CodeResult, CodeSandbox } from "../code-runner.ts";
import type { Verdict } from "./verdict.ts";

export type TaskKind = Task["kind"];
export type TaskOf<Kind extends TaskKind> = Task & { kind: Kind };

/**
 * Whether two mathematical answers are the same value.
 *
 * @param tolerance relative difference that two numbers may have
 * @returns null when it cannot be told within the limits on size
 */
export type EqualMath = (expected: string, answer: string, tolerance?: number) => boolean | null;

/** The language of a text as an ISO 639-1 code; null when it cannot be told. */
export type LanguageOf = (text: string) => string | null;

/** What judging needs from outside. */
export interface JudgingTools {
  readonly equalMath: EqualMath;
  readonly languageOf: LanguageOf;
}

/** What every kind of task says of itself. */
interface TaskTraits {
  /** What a table calls questions of this kind. */
  readonly title: string;
  /** Tokens of a usual reply, for estimates. */
  readonly typicalOutput: number;
  /** Changes whenever a reply could be judged differently. */
  readonly version: number;
}

/** A kind of task whose replies are judged by reading them. */
export interface ReadingCheck<Kind extends TaskKind> extends TaskTraits {
  /**
   * Replies and imported tasks may hold patterns and formulas that take forever: runs in the checker process only.
   *
   * @throws TaskError when the task itself cannot be used
   */
  readonly judge: (task: TaskOf<Kind>, reply: string, tools: JudgingTools) => Verdict;
}

/** What checks need that run code. */
export interface RunningMeans {
  readonly sandbox: CodeSandbox;
  /**
   * Gives what the work gave when it was last done under an equal key (plain data). What rejects is not kept, nor what ran
   * into a limit or a broken interpreter: the machine may have been busy.
   */
  readonly remember: <Result extends Pick<CodeResult, "status">>(
    key: unknown,
    work: () => Promise<Result>,
  ) => Promise<Result>;
}

/** A kind of task whose replies hold code that is run. */
export interface RunningCheck<Kind extends TaskKind> extends TaskTraits {
  readonly run: (task: TaskOf<Kind>, reply: string, means: RunningMeans, signal: AbortSignal) => Promise<Verdict>;
}

export type TaskCheck<Kind extends TaskKind> = ReadingCheck<Kind> | RunningCheck<Kind>;

/** A task that cannot be checked as it is; the message says what is wrong with it. */
export class TaskError extends Error {
  override readonly name = "TaskError";
}
