import type { Task } from "../question-bank/index.ts";
import type { CodeResult, CodeSandbox } from "../code-runner.ts";
import type { Verdict } from "./verdict.ts";

export type TaskKind = Task["kind"];
export type TaskOf<Kind extends TaskKind> = Task & { kind: Kind };

/**
 * Whether two mathematical answers have the same value.
 *
 * @param tolerance relative difference that two numbers may have
 * @returns null when that cannot be decided within the limits on size
 */
export type EqualMath = (expected: string, answer: string, tolerance?: number) => boolean | null;

/** Returns the language of a text as an ISO 639-1 code; null when it cannot be detected. */
export type LanguageOf = (text: string) => string | null;

/** The tools for judging a reply. */
export interface JudgingTools {
  readonly equalMath: EqualMath;
  readonly languageOf: LanguageOf;
}

/** The traits of a kind of task. */
interface TaskTraits {
  /** Name of the kind in tables. */
  readonly title: string;
  /** Tokens of a typical reply, for estimates. */
  readonly typicalOutput: number;
  /** Changes whenever a reply could be judged differently. */
  readonly version: number;
}

/** A kind of task whose replies are judged by reading them. */
export interface ReadingCheck<Kind extends TaskKind> extends TaskTraits {
  /**
   * Judges a reply. Replies and imported tasks may hold patterns and formulas that take forever, so this runs in the
   * checker process only.
   *
   * @throws TaskError when the task itself cannot be used
   */
  readonly judge: (task: TaskOf<Kind>, reply: string, tools: JudgingTools) => Verdict;
}

/** The means of checks that run code. */
export interface RunningMeans {
  readonly sandbox: CodeSandbox;
  /**
   * Resolves with the work's cached result for an equal key (plain data), or does the work. Rejections are not cached,
   * nor results of a limit or a crashed interpreter, because the machine may have been busy.
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
