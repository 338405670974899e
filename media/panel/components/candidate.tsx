import type { ComponentChildren, JSX } from "preact";
import type { CandidateRecord, RunRecord } from "../../../src/protocol/run.ts";
import { score } from "../format.ts";
import { candidateNumber, winnerOf } from "../record/candidates.ts";
import { winnerReason } from "../record/winner-reason.ts";
import { strings } from "../strings.ts";
import { CandidateFacts } from "./candidate-facts.tsx";
import { CopyButton } from "./copy-button.tsx";
import { ReplyText } from "./reply-text.tsx";
import { TeachBank } from "./teach-bank.tsx";
import { UseReply } from "./use-reply.tsx";

/** One candidate in full: its text, what can be done with it, and how it came about. */
export function Candidate({ run, candidate, children }: CandidateProps): JSX.Element {
  const number = candidateNumber(candidate);
  const isWinner = candidate === winnerOf(run);
  return (
    <div class="candidate">
      <div class="candidate-head">
        <h3>{isWinner ? strings.winnerIs(number) : strings.candidate(number)}</h3>
        {candidate.score !== null && <span class="hint">{strings.scoreOf(score(candidate.score))}</span>}
      </div>
      {isWinner && <p class="reason">{winnerReason(run)}</p>}
      <ReplyText reply={candidate} />
      <div class="actions">
        <UseReply run={run} candidate={candidate} />
        {candidate.text.trim() !== "" && <CopyButton text={candidate.text} label={strings.copyReply} />}
        <TeachBank run={run} candidate={candidate} />
        {children}
      </div>
      <CandidateFacts run={run} candidate={candidate} />
    </div>
  );
}

interface CandidateProps {
  readonly run: RunRecord;
  readonly candidate: CandidateRecord;
  /** What else can be done with it here. */
  readonly children?: ComponentChildren;
}
