import type { ReplyStatus } from "../record/index.ts";

/** One aggregation G_i with some text. */
export interface Candidate {
  readonly draw: number;
  /** The models whose references were merged. */
  readonly subset: readonly string[];
  /** The aggregator that wrote the text. */
  readonly model: string;
  readonly text: string;
  readonly status: ReplyStatus;
  readonly perplexity: number | null;
  /** Share of the question's examples that the code passes; null or absent when it is not known. */
  readonly passed?: number | null;
}
