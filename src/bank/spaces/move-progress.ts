import type { ImportProgress } from "./import-progress.ts";

/** Of the whole that is done when every question has its vector; writing the bank is the rest. */
const EMBEDDED = 0.95;

/** Tells how far the moving of a bank is. */
export interface MoveProgress {
  /** Questions that have a vector now; `made` of them since the last word, the others were there. */
  embedded(done: number, questions: number, made: number): void;
  /** Questions of the new generation that are written. */
  written(done: number, questions: number): void;
  /** The last word. */
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
      // What an earlier attempt has made says nothing about the speed.
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
