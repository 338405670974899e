import { bestMerged } from "../../../src/core/conversation/index.ts";
import type { RunRecord } from "../../../src/core/record/index.ts";
import { replyOf } from "./candidates.ts";
import { draftOf } from "./draft.ts";

/** Returns the text that a run comes down to, without formatting; empty without a reply. */
export function outline(run: RunRecord): string {
  const { winner, fallback, references, error } = run;
  const single = fallback !== null && winner !== null ? references[winner]?.text : undefined;
  // A stopped run comes down to its draft.
  const draft = run.outcome === "aborted" ? references[draftOf(run, null) ?? -1]?.text : undefined;
  return replyOf(run)?.text ?? single ?? bestMerged(run)?.text ?? draft ?? error ?? "";
}
