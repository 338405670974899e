import type { ReplyStatus } from "../record/index.ts";

/** One aggregation G_i that has some text. */
export interface Candidate {
  readonly draw: number;
  /** The models whose references it merged. */
  readonly subset: readonly string[];
  /** The aggregator that wrote it. */
  readonly model: string;
  readonly text: string;
  readonly status: ReplyStatus;
  readonly perplexity: number | null;
}
