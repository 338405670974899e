import type { JSX, RefObject } from "preact";
import type { CandidateRecord, RunRecord } from "../../../src/protocol/run.ts";
import { score } from "../format.ts";
import { candidateNumber, winnerOf } from "../record/candidates.ts";
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
  const number = candidateNumber(candidate);
  return (
    <section class="candidate" aria-labelledby={heading} ref={column}>
      <div class="candidate-head">
        <h3 id={heading}>{candidate === winnerOf(run) ? strings.winnerIs(number) : strings.candidate(number)}</h3>
        {candidate.score !== null && <span class="hint">{strings.scoreOf(score(candidate.score))}</span>}
      </div>
      <SeenReferences run={run} candidate={candidate} />
      <ReplyText key={candidate.subset} reply={candidate} />
      <div class="actions">
        <UseReply run={run} candidate={candidate} />
      </div>
    </section>
  );
}
