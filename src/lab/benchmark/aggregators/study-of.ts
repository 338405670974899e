import type { AggregatorStudy, MergedAnswers } from "../../../core/enhancement/aggregator-study.ts";
import type { Outcome } from "../outcome.ts";
import { aggregatorVariant } from "./aggregator-variants.ts";

/**
 * How right an answer is that a model was to merge: 0 where it did not, so that another model stood in or a reference was
 * the answer; null where answers to the question cannot be checked.
 */
export function mergedRight({ correct, winner, candidates }: Outcome, model: string): number | null {
  if (correct === null) return null;
  return winner !== null && candidates[winner]?.model === model ? correct : 0;
}

/**
 * What the outcomes say of models as aggregators.
 *
 * @param outcomes of `aggregatorVariant` of each model, on the same questions
 * @param isCoding by question id
 */
export function studyOf(
  models: readonly string[],
  outcomes: readonly Outcome[],
  isCoding: (question: string) => boolean,
): AggregatorStudy {
  return {
    models: models.map((model) => {
      const { id } = aggregatorVariant(model);
      const own = outcomes.filter(({ variant }) => variant === id);
      const merged = (coding: boolean): MergedAnswers => {
        const shares = own.flatMap((one) => (isCoding(one.question) === coding ? (mergedRight(one, model) ?? []) : []));
        return { questions: shares.length, right: shares.reduce((sum, share) => sum + share, 0) };
      };
      return { model, coding: merged(true), other: merged(false) };
    }),
  };
}
