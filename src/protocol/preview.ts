import * as v from "valibot";
import type { Plan } from "../core/answer/index.ts";

/** What asking a question would do, determined before any model is called. */
export interface PreviewPlan extends Plan {
  /** The run's system. */
  readonly system: string;
  readonly simulated: boolean;
  /** Whether the question waits for the user's confirmation; otherwise its subsets will be drawn again. */
  readonly held: boolean;
}

// The plan comes from SMCS's own host; only its presence is checked here.
const plan = v.custom<PreviewPlan>((value) => typeof value === "object" && value !== null && "estimate" in value);

/** A preview as the panel shows it; its plan is null until it is ready. */
export const previewSchema = v.object({ question: v.string(), plan: v.nullable(plan) });
export type Preview = v.InferOutput<typeof previewSchema>;

/** The bank's data on a support question; records have only its id. */
export const bankQuestionSchema = v.object({
  id: v.string(),
  /** Null when the question is no longer in the bank. */
  text: v.nullable(v.string()),
  /** "" when unknown. */
  domain: v.string(),
});
export type BankQuestionText = v.InferOutput<typeof bankQuestionSchema>;
