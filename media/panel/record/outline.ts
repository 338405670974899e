import type { RunRecord } from "../../../src/protocol/index.ts";
import { bestMerged, replyOf } from "./candidates.ts";
import { draftOf } from "./draft.ts";

/** What a run comes down to, as it was written; empty where there is no reply. */
export function outline(run: RunRecord): string {
  const { winner, fallback, references, error } = run;
  const single = fallback !== null && winner !== null ? references[winner]?.text : undefined;
  // Of a run that was stopped, what is shown of it.
  const draft = run.outcome === "aborted" ? references[draftOf(run, null) ?? -1]?.text : undefined;
  return replyOf(run)?.text ?? single ?? bestMerged(run)?.text ?? draft ?? error ?? "";
}
