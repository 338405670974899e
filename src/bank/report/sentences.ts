import { counted } from "../../core/counted.ts";
import type { ModelMatch } from "../../core/model-names/index.ts";
import type { Duplicates } from "./duplicate-pairs.ts";

/** How a match was found, for readers. */
export const matchedBy: Readonly<Record<ModelMatch["by"], string>> = {
  override: "capabilityOf",
  name: "name",
  id: "model id",
  none: "no match",
};

/** Returns a share in whole per cent. */
export const percent = (share: number): string => `${Math.round(100 * share)}%`;

/** Returns a sentence about the duplicates found and how they were searched for. */
export function duplicatesSummary({ exact, near, threshold, compared, questions, pairs }: Duplicates): string {
  if (questions === 0) return "There are no questions to compare.";
  const how =
    compared < questions
      ? `a random sample of ${compared.toLocaleString("en")} questions was compared with all ${questions.toLocaleString("en")}`
      : `all ${questions.toLocaleString("en")} questions were compared with each other`;
  if (exact + near === 0)
    return `No two questions have the same text or a similarity of ${threshold} or above; ${how}.`;
  const shown = pairs.length < exact + near ? ` The ${pairs.length} that matter most are listed.` : "";
  return `${counted(exact, "pair")} with the same text and ${near.toLocaleString("en")} more with a similarity of ${threshold} or above; ${how}.${shown}`;
}

/** Returns a warning when test questions are in the bank split too, else null. */
export function overlapAlarm({ overlapping }: Duplicates): string | null {
  if (overlapping === 0) return null;
  return (
    `${counted(overlapping, "pair")} of a test question and a bank question look like one question. ` +
    "Measurements on those test questions are too good: remove one question of each pair from the bank."
  );
}
