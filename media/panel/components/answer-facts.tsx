import type { JSX } from "preact";
import type { CandidateRecord, RunRecord } from "../../../src/protocol/index.ts";
import { score } from "../format.ts";
import { origin } from "../record/origin.ts";
import { cost } from "../record/progress.ts";
import { scoreBreakdown } from "../record/score-breakdown.ts";
import { strings } from "../strings.ts";
import { Fact } from "./fact.tsx";

interface AnswerFactsProps {
  readonly run: RunRecord;
  readonly candidate: CandidateRecord;
}

/** Who wrote an answer that nobody merged, how it agrees with the others, and what it took. */
export function AnswerFacts({ run, candidate }: AnswerFactsProps): JSX.Element {
  const breakdown = scoreBreakdown(run, candidate);
  const reference = run.references[candidate.subset];
  return (
    <div class="facts-box" role="group" aria-label={strings.details}>
      <dl class="facts">
        {breakdown !== null && (
          <Fact name={strings.similarity} symbol={strings.similaritySymbol} help={strings.similarityHelp}>
            {score(breakdown.similarity)}
          </Fact>
        )}
        <Fact name={strings.model}>{candidate.model}</Fact>
        <Fact name={strings.cost}>{cost(reference?.costUsd ?? null)}</Fact>
      </dl>
      {reference !== undefined && <p class="hint">{origin(reference)}</p>}
    </div>
  );
}
