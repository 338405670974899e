import type { CallContext } from "../calls/index.ts";
import { failedExamples } from "../conversation/index.ts";
import { repairQuestion } from "../messages/index.ts";
import type { PoolMember } from "../ports.ts";
import type { Question } from "../question.ts";
import type { CheckedReply, QuestionExample } from "../record/index.ts";
import type { Candidate } from "../systems/index.ts";
import { requestAggregation } from "./request-aggregation.ts";

/** What a correction takes. */
export interface Repairing {
  readonly question: Question;
  /** The examples on which the code was run, and how it did. */
  readonly examples: readonly QuestionExample[];
  readonly checked: CheckedReply | null;
  /** The model that corrects. */
  readonly aggregator: PoolMember;
  /** Number of the corrected candidate among the draws. */
  readonly draw: number;
}

/**
 * Asks the aggregator once to correct a candidate whose code fails examples of the question, with what came out.
 *
 * @returns the corrected candidate; null when the code fails no example that models may see or was not run, and when no
 *   correction arrived
 */
export async function repair(
  candidate: Candidate,
  { question, examples, checked, aggregator, draw }: Repairing,
  context: CallContext,
): Promise<Candidate | null> {
  const failures = failedExamples(question, examples, checked);
  if (failures.length === 0 || context.signal.aborted) return null;
  const { candidates, notes } = await requestAggregation(
    {
      aggregator,
      question: repairQuestion(question, candidate.text, failures),
      draws: [draw],
      references: [],
      repairs: candidate,
    },
    context,
    () => undefined,
  );
  for (const message of notes) context.emit({ type: "warning", message });
  return candidates[0] ?? null;
}
