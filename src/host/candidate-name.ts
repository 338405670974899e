import { l10n } from "vscode";
import type { CandidateRecord, RunRecord } from "../core/run-record.ts";
import { areAnswers } from "./are-answers.ts";

/** What people call a candidate, here as in the panel. */
export function candidateName(run: Pick<RunRecord, "system">, { subset }: Pick<CandidateRecord, "subset">): string {
  return areAnswers(run) ? l10n.t("Answer {0}", subset + 1) : l10n.t("Candidate {0}", subset + 1);
}
