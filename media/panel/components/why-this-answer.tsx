import type { JSX } from "preact";
import type { CandidateRecord, RunRecord } from "../../../src/core/record/index.ts";
import { score } from "../format.ts";
import { candidateName } from "../record/candidate-names.ts";
import { replyOf } from "../record/candidates.ts";
import type { Selection } from "../record/model-priors.ts";
import { origin } from "../record/origin.ts";
import { cost } from "../record/progress.ts";
import { scoreBreakdown } from "../record/score-breakdown.ts";
import { isMerged, systemSentence } from "../record/system-traits.ts";
import { winnerReason } from "../record/winner-reason.ts";
import { strings } from "../strings.ts";
import { gist } from "../why/gist.ts";
import { CandidateFacts } from "./candidate-facts.tsx";
import { Fact } from "./fact.tsx";
import { Fold } from "./fold.tsx";
import { Merger } from "./merger.tsx";
import { ScoreBars } from "./score-bars.tsx";
import { Decision } from "./why/decision.tsx";
import { Reasons } from "./why/reasons.tsx";

interface WhyThisAnswerProps {
  readonly run: RunRecord;
  readonly selection: Selection;
}

/**
 * Shows how the answer was chosen, and before that the models: scores, formulas, priors, sources and the cost of each
 * part.
 */
export function WhyThisAnswer({ run, selection }: WhyThisAnswerProps): JSX.Element {
  const { system, references, subsets, aggregator, comparedIn } = run;
  const sentence = systemSentence(system);
  const reply = replyOf(run);
  const sufficient = run.fallback !== null && run.shortened?.reason === "cascade" ? run.shortened.message : null;
  const reason = sufficient ?? winnerReason(run);
  const isAggregated = sufficient === null && (isMerged(run) || run.decidedBy === "aggregator");
  const merger = isAggregated ? aggregator : null;
  const spared = references.filter(({ status }) => status === "spared");
  const failed = references.filter(({ status }) => status === "failed" || status === "aborted");
  return (
    <Fold
      class="why"
      summary={
        <>
          {strings.whyThisAnswer} <span class="hint">{gist(run, selection)}</span>
        </>
      }
    >
      {sentence !== null && <p>{sentence}</p>}
      {reason !== null && <p>{reason}</p>}
      <ScoreBars run={run} />
      {reply !== null &&
        (isMerged(run) ? <CandidateFacts run={run} candidate={reply} /> : <AnswerFacts run={run} candidate={reply} />)}
      <Decision run={run} />
      {run.keywords !== null && <Keywords keywords={run.keywords} />}
      <Reasons
        system={system}
        selection={selection}
        subsets={sufficient === null ? subsets : []}
        failed={new Set(failed.map(({ model }) => model))}
        spared={new Set(spared.map(({ model }) => model))}
        corrections={run.candidates.filter(({ repairs }) => repairs !== null).map(candidateName)}
      />
      {merger !== null && <Merger system={system} choice={merger} />}
      {comparedIn !== null && <p class="hint">{strings.comparedIn(comparedIn)}</p>}
    </Fold>
  );
}

interface AnswerFactsProps {
  readonly run: RunRecord;
  readonly candidate: CandidateRecord;
}

/** Shows the author of an answer that was not merged, how the answer agrees with the others, and its time and cost. */
function AnswerFacts({ run, candidate }: AnswerFactsProps): JSX.Element {
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

interface KeywordsProps {
  readonly keywords: NonNullable<RunRecord["keywords"]>;
}

/** Shows the question's keywords, by which the models were drawn, and the bank's keywords that matched them. */
function Keywords({ keywords: { model, named, matched } }: KeywordsProps): JSX.Element {
  const list = named.join(", ");
  return (
    <section>
      <h3>{strings.keywords}</h3>
      {named.length === 0 ? (
        <p class="hint">{strings.noKeywords}</p>
      ) : (
        <p dir="auto">{model === null ? strings.keywordsKnown(list) : strings.keywordsNamed(model, list)}</p>
      )}
      {matched.some((one, index) => one !== named[index]) && (
        <p class="hint" dir="auto">
          {strings.keywordsMatched([...new Set(matched)].join(", "))}
        </p>
      )}
    </section>
  );
}
