import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import type { CandidateRecord, RunRecord } from "../../../src/protocol/run.ts";
import { candidateNumber, provisional } from "../record/candidates.ts";
import { isMerged, isSole } from "../record/system-traits.ts";
import { strings } from "../strings.ts";
import { ReplyText } from "./reply-text.tsx";

/** Something to read until there is a winner. */
export function Provisional({ run }: { readonly run: RunRecord }): JSX.Element | null {
  const shownDraw = useRef<number | null>(null);
  // Answers that no model merges are candidates only when they are whole.
  const replies: readonly Readable[] = isMerged(run)
    ? run.candidates
    : run.references.map((one, subset) => ({ ...one, subset }));
  const reply = provisional(replies, shownDraw.current);
  shownDraw.current = reply?.subset ?? null;
  if (reply === undefined) return null;
  return (
    <section class="candidate provisional">
      <h3>{title(run, reply)}</h3>
      <ReplyText key={reply.subset} reply={reply} />
    </section>
  );
}

/** What candidates and references have in common. */
type Readable = Pick<CandidateRecord, "subset" | "model" | "text" | "thinking" | "status" | "error">;

function title(run: RunRecord, reply: Readable): string {
  if (isMerged(run)) return isSole(run) ? strings.mergedReply : strings.provisional(candidateNumber(reply));
  return isSole(run) ? strings.answerOf(reply.model) : strings.provisionalAnswer(reply.model);
}
