import type { JSX, RefObject } from "preact";
import type { CandidateRecord, RunRecord } from "../../../src/protocol/index.ts";
import { score } from "../format.ts";
import { candidateTitle } from "../record/candidate-names.ts";
import { scoreBreakdown } from "../record/score-breakdown.ts";
import { isMerged } from "../record/system-traits.ts";
import { votesSentence } from "../record/votes.ts";
import { strings } from "../strings.ts";
import { ReplyText } from "./reply-text.tsx";
import { SeenReferences } from "./seen-references.tsx";
import { UseReply } from "./use-reply.tsx";
import { useUniqueId } from "./use-unique-id.ts";

interface CompareColumnProps {
  readonly run: RunRecord;
  readonly candidate: CandidateRecord;
  readonly column: RefObject<HTMLElement | null>;
}

/** One of two candidates that are compared. */
export function CompareColumn({ run, candidate, column }: CompareColumnProps): JSX.Element {
  const heading = useUniqueId();
  const breakdown = scoreBreakdown(run, candidate);
  const votes = votesSentence(run, candidate);
  return (
    <section class="candidate" aria-labelledby={heading} ref={column}>
      <div class="candidate-head">
        <h3 id={heading}>{candidateTitle(run, candidate)}</h3>
        {breakdown !== null && <span class="hint">{strings.scoreOf(score(breakdown.total))}</span>}
      </div>
      {votes !== null && <p class="reason">{votes}</p>}
      {isMerged(run) ? (
        <SeenReferences run={run} candidate={candidate} />
      ) : (
        <p class="hint">{strings.notMergedAnswer(candidate.model)}</p>
      )}
      <ReplyText key={candidate.subset} reply={candidate} />
      <div class="actions">
        <UseReply run={run} candidate={candidate} />
      </div>
    </section>
  );
}
