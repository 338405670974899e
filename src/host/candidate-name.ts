import { systemNamed } from "../core/systems/systems.ts";
import type { CandidateRecord, RunRecord } from "../core/run-record.ts";

/** Whether the candidates of a run are answers as they came, which no model merged. */
export function areAnswers({ system }: Pick<RunRecord, "system">): boolean {
  return systemNamed(system)?.conclusion === "vote";
}

/** What people call a candidate, here as in the panel. */
export function candidateName(run: Pick<RunRecord, "system">, { subset }: Pick<CandidateRecord, "subset">): string {
  return `${areAnswers(run) ? "Answer" : "Candidate"} ${subset + 1}`;
}
