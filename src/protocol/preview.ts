import * as v from "valibot";
import type { Plan } from "../core/answer/index.ts";

export type { MergingTemplate } from "../core/prompts/index.ts";
export type { RunEstimate, UsdRange } from "../core/cost/index.ts";

/** What asking a question would do, worked out before any model is called. */
export interface PreviewPlan extends Plan {
  /** Which system it is of. */
  readonly system: string;
  readonly simulated: boolean;
  /** Whether the question is already being asked and waits for the user's word; else its subsets are drawn anew. */
  readonly held: boolean;
}

// The plan comes from our own host; here only its place is checked.
const plan = v.custom<PreviewPlan>((value) => typeof value === "object" && value !== null && "estimate" in value);

/** A preview as the panel shows it; its plan is null while that is worked out. */
export const previewSchema = v.object({ question: v.string(), plan: v.nullable(plan) });
export type Preview = v.InferOutput<typeof previewSchema>;

/** What the bank knows of a support question; records have only its id. */
export const bankQuestionSchema = v.object({
  id: v.string(),
  /** Null when the bank does not hold it any more. */
  text: v.nullable(v.string()),
  /** "" where it is unknown. */
  domain: v.string(),
});
export type BankQuestionText = v.InferOutput<typeof bankQuestionSchema>;
