import type { ImportProgress } from "./import-progress.ts";

/** Finished share once every question has its vector; writing the bank is the rest. */
const EMBEDDED = 0.95;

/** Reports the progress of a move. */
export interface MoveProgress {
  /**
   * Reports how many questions have a vector; `made` of them were made since the last report, the others existed
   * before.
   */
  embedded(done: number, questions: number, made: number): void;
  /** Reports how many questions of the new generation are written. */
  written(done: number, questions: number): void;
  /** The last report. */
  readonly last: { readonly done: number; readonly questions: number };
}

/** @param clock milliseconds */
export function moveProgress(
  onProgress: (progress: ImportProgress) => void,
  clock: () => number = () => performance.now(),
): MoveProgress {
  const startedAt = clock();
  let allMade = 0;
  let last = { done: 0, questions: 0 };
  return {
    embedded(done, questions, made) {
      allMade += made;
      last = { done, questions };
      const seconds = (clock() - startedAt) / 1000;
      // Vectors made by an earlier attempt say nothing about the speed.
      const ratePerSecond = seconds > 0 ? allMade / seconds : 0;
      const secondsLeft = ratePerSecond > 0 ? (questions - done) / ratePerSecond : null;
      const share = questions === 0 ? EMBEDDED : (EMBEDDED * done) / questions;
      onProgress({ phase: "embedding", rows: done, share, ratePerSecond, secondsLeft });
    },
    written(done, questions) {
      const share = EMBEDDED + (1 - EMBEDDED) * (questions === 0 ? 1 : Math.min(1, done / questions));
      onProgress({ phase: "writing", rows: done, share, ratePerSecond: 0, secondsLeft: null });
    },
    get last() {
      return last;
    },
  };
}
