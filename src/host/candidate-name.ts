import { l10n } from "vscode";
import type { CandidateRecord } from "../core/record/index.ts";

/** Returns the name of one of a run's answers, the same as in the panel. */
export function candidateName({ subset }: Pick<CandidateRecord, "subset">): string {
  return l10n.t("Answer {0}", subset + 1);
}
