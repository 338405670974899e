/** What an import does at the moment. */
export type ImportPhase = "reading" | "embedding" | "writing";

/** How far an import is. */
export interface ImportProgress {
  readonly phase: ImportPhase;
  /** Done in this phase: rows of the file read, questions embedded, questions of the bank written. */
  readonly rows: number;
  /** Of the whole import that is done, from 0 to 1. */
  readonly share: number;
  readonly ratePerSecond: number;
  /** For this phase; null while that cannot be told. */
  readonly secondsLeft: number | null;
}

/** Share of the whole at which each phase begins and ends, as it is for rows that come with embeddings. */
const bounds = { reading: [0, 0.6], embedding: [0.6, 0.75], writing: [0.75, 1] } as const;

/** Below this, in seconds, a rate is chance. */
const SHORTEST = 0.05;

/**
 * Measures one phase.
 *
 * @param clock milliseconds
 * @returns to be told the rows that are done and which share of the phase that is
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
