import type { JSX } from "preact";
import { type CandidateRecord, examplesPassed, type RunRecord } from "../../../src/core/record/index.ts";
import { perplexity as ppl, score } from "../format.ts";
import { cost } from "../record/progress.ts";
import { scoreBreakdown, type ScoreBreakdown } from "../record/score-breakdown.ts";
import { isSole } from "../record/system-traits.ts";
import { scoredCount } from "../record/winner-reason.ts";
import { strings } from "../strings.ts";
import { Fact } from "./fact.tsx";
import { SeenReferences } from "./seen-references.tsx";

interface CandidateFactsProps {
  readonly run: RunRecord;
  readonly candidate: CandidateRecord;
}

/** Shows a candidate's scores, merged references, author and cost. */
export function CandidateFacts({ run, candidate }: CandidateFactsProps): JSX.Element {
  const breakdown = scoreBreakdown(run, candidate);
  const examples = examplesPassed(candidate);
  return (
    <div class="facts-box" role="group" aria-label={strings.details}>
      <dl class="facts">
        {!isSole(run) && <ScoreFacts breakdown={breakdown} perplexityWeight={run.parameters.perplexityWeight} />}
        {examples !== null && (
          <Fact name={strings.exampleCheck}>{strings.passedOf(examples.passed, examples.all)}</Fact>
        )}
        {candidate.own.length > 0 && (
          <Fact name={strings.ownExamples}>
            {strings.passedOf(candidate.own.filter(({ passed }) => passed).length, candidate.own.length)}
          </Fact>
        )}
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

interface ScoreFactsProps {
  /** Null when the candidate was not scored. */
  readonly breakdown: ScoreBreakdown | null;
  /** Lambda. */
  readonly perplexityWeight: number;
}

/** Shows the terms of Eq. 7 and their sum. */
function ScoreFacts({ breakdown, perplexityWeight }: ScoreFactsProps): JSX.Element {
  if (breakdown === null) return <Fact name={strings.total}>{strings.unscored}</Fact>;
  return (
    <>
      <Fact name={strings.similarity} symbol={strings.similaritySymbol} help={strings.similarityHelp}>
        {score(breakdown.similarity)}
      </Fact>
      <Fact name={strings.perplexity} symbol={strings.perplexitySymbol} help={strings.perplexityHelp}>
        {perplexityInWords(breakdown, perplexityWeight)}
      </Fact>
      <Fact name={strings.total} symbol={strings.totalSymbol}>
        <strong>{score(breakdown.total)}</strong>
      </Fact>
    </>
  );
}

function perplexityInWords({ perplexity, perplexityScore }: ScoreBreakdown, weight: number): string {
  if (perplexity === null) return strings.leftOut;
  if (perplexityScore === null) return strings.perplexityOnly(ppl(perplexity));
  return (
    strings.perplexityScore(score(perplexityScore), ppl(perplexity)) +
    (weight === 1 ? "" : strings.perplexityWeighted(weight))
  );
}
