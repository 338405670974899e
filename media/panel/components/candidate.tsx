import type { ComponentChildren, JSX } from "preact";
import type { CandidateRecord, RunRecord } from "../../../src/protocol/run.ts";
import { score } from "../format.ts";
import { candidateTitle } from "../record/candidate-names.ts";
import { winnerOf } from "../record/candidates.ts";
import { scoreBreakdown } from "../record/score-breakdown.ts";
import { isMerged, isSole } from "../record/system-traits.ts";
import { votesSentence } from "../record/votes.ts";
import { winnerReason } from "../record/winner-reason.ts";
import { strings } from "../strings.ts";
import { AnswerFacts } from "./answer-facts.tsx";
import { CandidateFacts } from "./candidate-facts.tsx";
import { CopyButton } from "./copy-button.tsx";
import { ReplyText } from "./reply-text.tsx";
import { TeachBank } from "./teach-bank.tsx";
import { UseReply } from "./use-reply.tsx";

/** One candidate in full: its text, what can be done with it, and how it came about. */
export function Candidate({ run, candidate, children }: CandidateProps): JSX.Element {
  const breakdown = scoreBreakdown(run, candidate);
  const reason = candidate === winnerOf(run) ? winnerReason(run) : votesSentence(run, candidate);
  return (
    <div class="candidate">
      <div class="candidate-head">
        <h3>{candidateTitle(run, candidate)}</h3>
        {!isMerged(run) && !isSole(run) && <span class="hint">{strings.notMergedAnswer(candidate.model)}</span>}
        {breakdown !== null && <span class="hint">{strings.scoreOf(score(breakdown.total))}</span>}
      </div>
      {reason !== null && <p class="reason">{reason}</p>}
      <ReplyText reply={withThinking(run, candidate)} />
      <div class="actions">
        <UseReply run={run} candidate={candidate} />
        {candidate.text.trim() !== "" && <CopyButton text={candidate.text} label={strings.copyReply} />}
        <TeachBank run={run} candidate={candidate} />
        {children}
      </div>
      {isMerged(run) ? (
        <CandidateFacts run={run} candidate={candidate} />
      ) : (
        <AnswerFacts run={run} candidate={candidate} />
      )}
    </div>
  );
}

/** An answer that nobody merged was thought about as a reference. */
function withThinking(run: RunRecord, candidate: CandidateRecord): CandidateRecord {
  const thinking = isMerged(run) ? undefined : run.references[candidate.subset]?.thinking;
  return thinking === undefined ? candidate : { ...candidate, thinking };
}

interface CandidateProps {
  readonly run: RunRecord;
  readonly candidate: CandidateRecord;
  /** What else can be done with it here. */
  readonly children?: ComponentChildren;
}
