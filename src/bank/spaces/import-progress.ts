/** The current phase of an import. */
export type ImportPhase = "reading" | "embedding" | "writing";

/** The progress of an import. */
export interface ImportProgress {
  readonly phase: ImportPhase;
  /** Done in this phase: rows of the file read, questions embedded, or questions of the bank written. */
  readonly rows: number;
  /** Finished share of the whole import, from 0 to 1. */
  readonly share: number;
  readonly ratePerSecond: number;
  /** For this phase; null while unknown. */
  readonly secondsLeft: number | null;
}

/** Share of the whole at the beginning and end of each phase, as measured for rows that come with embeddings. */
const bounds = { reading: [0, 0.6], embedding: [0.6, 0.75], writing: [0.75, 1] } as const;

/** A rate over a shorter time is unreliable, in seconds. */
const SHORTEST = 0.05;

/**
 * Measures one phase.
 *
 * @param clock milliseconds
 * @returns a function to call with the finished rows and the finished share of the phase
 */
export function phaseProgress(
  phase: ImportPhase,
  onProgress: (progress: ImportProgress) => void,
  clock: () => number = () => performance.now(),
): (rows: number, share: number) => void {
  const startedAt = clock();
  const [from, to] = bounds[phase];
  return (rows, share) => {
    const seconds = (clock() - startedAt) / 1000;
    const known = share > 0 && seconds > SHORTEST;
    onProgress({
      phase,
      rows,
      share: from + (to - from) * Math.min(1, share),
      ratePerSecond: seconds > 0 ? rows / seconds : 0,
      secondsLeft: known ? (seconds / share) * Math.max(0, 1 - share) : null,
    });
  };
}
