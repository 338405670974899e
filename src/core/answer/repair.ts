import type { CallContext } from "../calls/index.ts";
import { type FailedExample, repairQuestion } from "../messages/index.ts";
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
 * @returns the corrected candidate; null when the code fails no example or was not run, and when no correction arrived
 */
export async function repair(
  candidate: Candidate,
  { question, examples, checked, aggregator, draw }: Repairing,
  context: CallContext,
): Promise<Candidate | null> {
  const failures = failuresOf(checked, examples);
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

/** Returns the examples that code fails; none when it was not run. */
export function failuresOf(checked: CheckedReply | null, examples: readonly QuestionExample[]): FailedExample[] {
  return (checked?.outcomes ?? []).flatMap(({ example, passed, actual }) => {
    const asked = examples[example];
    return passed || asked === undefined ? [] : [{ ...asked, actual }];
  });
}
