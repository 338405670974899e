import type { JSX } from "preact";
import type { CandidateRecord, RunRecord } from "../../../src/protocol/index.ts";
import { cost } from "../record/progress.ts";
import { scoreBreakdown } from "../record/score-breakdown.ts";
import { scoredCount } from "../record/winner-reason.ts";
import { isSole } from "../record/system-traits.ts";
import { strings } from "../strings.ts";
import { Fact } from "./fact.tsx";
import { ScoreFacts } from "./score-facts.tsx";
import { SeenReferences } from "./seen-references.tsx";

interface CandidateFactsProps {
  readonly run: RunRecord;
  readonly candidate: CandidateRecord;
}

/** How a candidate was scored, what it merges, who wrote it and what it cost. */
export function CandidateFacts({ run, candidate }: CandidateFactsProps): JSX.Element {
  const breakdown = scoreBreakdown(run, candidate);
  return (
    <div class="facts-box" role="group" aria-label={strings.details}>
      <dl class="facts">
        {!isSole(run) && <ScoreFacts breakdown={breakdown} perplexityWeight={run.parameters.perplexityWeight} />}
        <Fact name={strings.merges}>
          <SeenReferences run={run} candidate={candidate} />
        </Fact>
        <Fact name={strings.aggregator}>{candidate.model}</Fact>
        <Fact name={strings.cost}>{cost(candidate.costUsd)}</Fact>
      </dl>
      {breakdown !== null && scoredCount(run) === 2 && <p class="hint">{strings.twoAgree}</p>}
    </div>
  );
}
