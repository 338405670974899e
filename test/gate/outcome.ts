/** Result of one test, or of a check that passes or fails as a whole. */
export interface Outcome {
  /** Path of the test's file, relative to the repository; empty for a check. */
  readonly file: string;
  /** Names of the suites around the test, and its own name. */
  readonly name: string;
  readonly status: "passed" | "failed" | "skipped";
  /** Duration in milliseconds. */
  readonly ms: number;
  /** What a reader needs to fix the failure; only for a failed test. */
  readonly error?: string;
  /** Reason for the skip, if the test gave one. */
  readonly reason?: string;
}

/** The last test that a process has begun. */
export interface Begun extends Pick<Outcome, "file" | "name"> {
  /** Whether that test has ended. */
  readonly isOver: boolean;
}

/**
 * A line that a run of tests writes while it runs: a sign of life, the result of a test, or the end of a file. An empty
 * text for `complete` is the end of the whole run.
 */
export type Line = { readonly heard: string } | { readonly outcome: Outcome } | { readonly complete: string };
