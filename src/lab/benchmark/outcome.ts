/** A reply with its verdict. */
export interface JudgedReply {
  readonly model: string;
  /** Share of the check that the reply passed, 0 to 1; null when it could not be checked, or there is no reply. */
  readonly correct: number | null;
  /** US dollars; null when unknown. */
  readonly costUsd: number | null;
  readonly durationMs: number | null;
}

/** One candidate, judged. */
export interface JudgedCandidate extends JudgedReply {
  /** Models whose references were merged. */
  readonly subset: readonly string[];
  /** S_sim and PPL; null when unknown. */
  readonly similarity: number | null;
  readonly perplexity: number | null;
  /** Whether the candidate was cut off at the output limit. */
  readonly cutOff: boolean;
}

/** The result of one variant for one test question. */
export interface Outcome {
  /** Id of the variant. */
  readonly variant: string;
  /** Id of the question. */
  readonly question: string;
  /** Data set of the question. */
  readonly source: string;
  /** 0 to 1 for the system's answer; null when it could not be checked. A run without an answer has 0. */
  readonly correct: number | null;
  /** US dollars of all requests of the run, cached or not; null when one is unknown. */
  readonly costUsd: number | null;
  /** Milliseconds from the question to the winner, when every reply takes as long as it took when it was made. */
  readonly latencyMs: number;
  readonly references: readonly JudgedReply[];
  readonly candidates: readonly JudgedCandidate[];
  /** Index of the winner among the candidates; null when a reference was the answer, or there was none. */
  readonly winner: number | null;
  /** The values by which the system ranked the models of the pool: V_ref, or skills in Symbolic-MoE*. */
  readonly prior: readonly { readonly model: string; readonly value: number }[];
  /** Share of each source among the support questions; empty without support. */
  readonly supportBySource: Readonly<Record<string, number>>;
  /**
   * The replies that the run received: for how many it is known how they ended, how many of these were cut off, and for
   * how many it is unknown.
   */
  readonly replies: { readonly known: number; readonly cutOff: number; readonly unknown: number };
  /** Whether the settings' cap on the cost of a question lowered an output limit or prevented a request. */
  readonly capped?: boolean;
  /** Why there is no answer; null when there is one. */
  readonly error: string | null;
}
