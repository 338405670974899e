import type { JSX } from "preact";
import { canBeReply } from "../../../src/core/conversation/index.ts";
import type { CandidateRecord, RunRecord } from "../../../src/core/record/index.ts";
import { candidateNumber, replyOf } from "../record/candidates.ts";
import { isSole } from "../record/system-traits.ts";
import { strings } from "../strings.ts";
import { post } from "../vscode.ts";
import { Icon } from "./icons.tsx";

/** The last key: each of the first candidates has one. */
const LAST_KEY = 9;

interface UseReplyProps {
  readonly run: RunRecord;
  readonly candidate: CandidateRecord;
}

/**
 * Shows a button that makes a candidate the reply. The reply itself keeps an inactive button, so that the focus stays
 * in place.
 */
export function UseReply({ run, candidate }: UseReplyProps): JSX.Element | null {
  const isReply = candidate === replyOf(run);
  if (!isReply && !canBeReply(run, candidate)) return null;
  // No other candidate could be the reply.
  if (isReply && isSole(run) && run.choice === null) return null;
  const number = candidateNumber(candidate);
  return (
    <button
      type="button"
      class={isReply ? "is-reply" : "button secondary"}
      aria-disabled={isReply}
      {...(!isReply && number <= LAST_KEY
        ? { "aria-keyshortcuts": `Alt+${number}`, title: strings.useReplyHint(number) }
        : {})}
      onClick={() => {
        if (!isReply) post({ type: "choose", runId: run.runId, draw: candidate.subset });
      }}
    >
      {isReply && <Icon name="check" />}
      {isReply ? strings.isReply : strings.useReply}
    </button>
  );
}
