import type { JSX } from "preact";
import type { CandidateRecord, RunRecord } from "../../../src/protocol/run.ts";
import { replyOf } from "../record/candidates.ts";
import { strings } from "../strings.ts";
import { post } from "../vscode.ts";

interface TeachBankProps {
  readonly run: RunRecord;
  readonly candidate: CandidateRecord;
}

/** Puts the question into the bank, with this candidate as the reply. Simulated models teach nothing about real ones. */
export function TeachBank({ run, candidate }: TeachBankProps): JSX.Element | null {
  const complete = run.outcome === "done" && candidate.status === "finished";
  if (run.simulated || !complete || candidate !== replyOf(run)) return null;
  return (
    <button
      type="button"
      class="quiet-button"
      title={strings.teachBankHint}
      onClick={() => {
        post({ type: "teach", runId: run.runId });
      }}
    >
      {strings.teachBank}
    </button>
  );
}
