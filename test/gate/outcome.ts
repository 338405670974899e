/** How one test, or a check that passes or fails as a whole, ended. */
export interface Outcome {
  /** Its file below the repository's folder; empty for a check. */
  readonly file: string;
  /** The names of its suites and its own. */
  readonly name: string;
  readonly status: "passed" | "failed" | "skipped";
  /** How long it took, in milliseconds. */
  readonly ms: number;
  /** What a reader needs to mend it; only of one that failed. */
  readonly error?: string;
  /** Why it was skipped, where that was said. */
  readonly reason?: string;
}

/** The test that a process has begun last. */
export interface Begun extends Pick<Outcome, "file" | "name"> {
  /** Whether that test itself has ended. */
  readonly isOver: boolean;
}

/**
 * One line that a run of tests writes down while it goes on: a sign of life, how a test ended, or that a file (or the whole
 * run, the empty text) has come to its end.
 */
export type Line = { readonly heard: string } | { readonly outcome: Outcome } | { readonly complete: string };
