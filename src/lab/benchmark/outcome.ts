/** A reply with what the checker said of it. */
export interface JudgedReply {
  readonly model: string;
  /** Share of the check that it passed, 0 to 1; null where it could not be checked, or there is no reply. */
  readonly correct: number | null;
  /** US dollars; null when unknown. */
  readonly costUsd: number | null;
  readonly durationMs: number | null;
}

/** One candidate, judged. */
export interface JudgedCandidate extends JudgedReply {
  /** Models whose references it merged. */
  readonly subset: readonly string[];
  /** S_sim, and PPL; null where unknown. */
  readonly similarity: number | null;
  readonly perplexity: number | null;
  /** Whether it was cut off at the output limit. */
  readonly cutOff: boolean;
}

/** What one variant did with one test question. */
export interface Outcome {
  /** Of the variant. */
  readonly variant: string;
  /** Of the question. */
  readonly question: string;
  /** Data set that the question belongs to. */
  readonly source: string;
  /** 0 to 1 for the answer that the system gave; null where it could not be checked. A run without an answer has 0. */
  readonly correct: number | null;
  /** US dollars of all requests of the run, cached or not; null when one is unknown. */
  readonly costUsd: number | null;
  /** From the question to the winner, with every reply taking as long as it took when it was made. */
  readonly latencyMs: number;
  readonly references: readonly JudgedReply[];
  readonly candidates: readonly JudgedCandidate[];
  /** Index of the winner among the candidates; null where a reference was the answer, or nothing. */
  readonly winner: number | null;
  /** What the system ranked the models of the pool by: V_ref, or skills in Symbolic-MoE*. */
  readonly prior: readonly { readonly model: string; readonly value: number }[];
  /** Share of each source among the support questions; empty without support. */
  readonly supportBySource: Readonly<Record<string, number>>;
  /** The replies that the run asked for and got: of how many it is known how they ended, and how many were cut off. */
  readonly replies: { readonly known: number; readonly cutOff: number; readonly unknown: number };
  /** Whether the settings' cap on the cost of a question lowered an output limit or kept a request back. */
  readonly capped?: boolean;
  /** Why there is no answer; null when there is one. */
  readonly error: string | null;
}
