import { l10n } from "vscode";
import type { Lesson } from "../../core/growth/index.ts";
import { learnedOutcome } from "../../core/learned-outcome.ts";

/** A stored lesson; those of earlier versions do not say how replies were judged. */
type Kept = Pick<Lesson, "capability"> & Partial<Pick<Lesson, "check">>;

/** Returns sentences on what the question bank has learned about each model. */
export function learnedText({ capability, check = null }: Kept): string {
  const outcomes = Object.entries(capability);
  const named = (wanted: ReturnType<typeof learnedOutcome>): string =>
    outcomes
      .filter(([, { value }]) => learnedOutcome(value, check !== null) === wanted)
      .map(([model, { value }]) =>
        value === 1 || value === 0 || wanted === "undecided" ? model : partly(model, value),
      )
      .join(", ");
  const [right, wrong, undecided] = [named("right"), named("wrong"), named("undecided")];
  const bySamples = outcomes.some(([, { evidence }]) => evidence === "samples");
  const sentences = [
    l10n.t("Added to the question bank."),
    ...(check?.chosenPasses !== false
      ? []
      : bySamples
        ? [l10n.t("Your choice does not pass all examples of the question.")]
        : [l10n.t("Your choice does not pass the bank's check of this question.")]),
    ...(right === ""
      ? []
      : [
          check === null
            ? l10n.t("Right by your choice: {0}.", right)
            : bySamples
              ? l10n.t("Right by the examples of the question: {0}.", right)
              : l10n.t("Right by the bank's check: {0}.", right),
        ]),
    ...(wrong === ""
      ? []
      : [
          check === null
            ? l10n.t("Wrong by your choice: {0}.", wrong)
            : bySamples
              ? l10n.t("Wrong by the examples of the question: {0}.", wrong)
              : l10n.t("Wrong by the bank's check: {0}.", wrong),
        ]),
    ...(undecided === "" ? [] : [l10n.t("Undecided, as the answers cannot be compared: {0}.", undecided)]),
  ];
  return sentences.join(" ");
}

function partly(model: string, value: number): string {
  return `${model} (${(100 * value).toFixed(0)}%)`;
}
