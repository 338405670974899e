import { l10n } from "vscode";
import type { CandidateRecord } from "../core/record/index.ts";

/** Returns the name of one of a run's answers, the same as in the panel. */
export function candidateName({ subset, repairs }: Pick<CandidateRecord, "subset" | "repairs">): string {
  if (repairs !== null) return l10n.t("Answer {0}, corrected from answer {1}", subset + 1, repairs + 1);
  return l10n.t("Answer {0}", subset + 1);
}
