import type { Outcome } from "../outcome.ts";
import type { Figure } from "../report/table.ts";
import type { Variant } from "../variant.ts";
import { testParts } from "./parts.ts";
import type { Column, Row } from "./rows.ts";
import type { TestSet } from "./test-set.ts";

/** Title of the column with the number of a row's replies that were cut off. */
export const CUT_OFF = "Cut off";

/** Returns how many of the replies behind a row were cut off at the output limit. */
export function cutOffColumn(test: TestSet): Column {
  return { title: CUT_OFF, unit: "count", figure: ({ variant }) => cutOffOf(test, variant === null ? [] : [variant]) };
}

/** As `cutOffColumn`, for each data set. */
export function cutOffColumns(test: TestSet): Column[] {
  return testParts(test).map(({ title, sources }) => ({
    title,
    unit: "count",
    figure: ({ variant }: Row) =>
      cutOffOf(test, variant === null ? [] : [variant], (outcome) => sources.has(outcome.source)),
  }));
}

/** Returns how many replies of some variants were cut off; null when it is known of none. */
export function cutOffOf(
  test: TestSet,
  variants: readonly Variant[],
  isWanted: (outcome: Outcome) => boolean = () => true,
): Figure {
  const outcomes = variants.flatMap((variant) => test.outcomes(variant)).filter((outcome) => outcome !== undefined);
  const replies = outcomes.filter(isWanted).map((outcome) => outcome.replies);
  return cutOffFigure(
    replies.reduce((sum, { cutOff }) => sum + cutOff, 0),
    replies.reduce((sum, { known }) => sum + known, 0),
  );
}

/** Returns a count of replies that were cut off; null when there are no replies. */
export function cutOffFigure(cutOff: number, known: number): Figure {
  return known === 0 ? { value: null } : { value: cutOff, outOf: known };
}

/** Returns the column as a sentence, for tables whose rows are not runs. */
export function cutOffNote(test: TestSet, variants: readonly Variant[]): string {
  const counts = variants.flatMap((variant) => {
    const { value, outOf = 0 } = cutOffOf(test, [variant]);
    return value === null || value === 0 ? [] : [`${variant.title} ${value} of ${outOf}`];
  });
  const told = counts.length === 0 ? "none" : counts.join("; ");
  return `Replies that were cut off at the output limit, judged as they stand: ${told}.`;
}
