import type { RunRecord } from "../../../src/protocol/run.ts";
import { replyOf } from "./candidates.ts";

/** What a run comes down to, as it was written; empty where there is no reply. */
export function outline(run: RunRecord): string {
  const { winner, fallback, references, error } = run;
  const single = fallback !== null && winner !== null ? references[winner]?.text : undefined;
  return replyOf(run)?.text ?? single ?? error ?? "";
}
