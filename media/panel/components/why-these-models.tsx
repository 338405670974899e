import type { JSX } from "preact";
import type { RunRecord } from "../../../src/protocol/run.ts";
import type { Selection } from "../record/model-priors.ts";
import { isMerged, systemSentence } from "../record/system-traits.ts";
import { strings } from "../strings.ts";
import { gist } from "../why/gist.ts";
import { Fold } from "./fold.tsx";
import { Merger } from "./merger.tsx";
import { Decision } from "./why/decision.tsx";
import { Reasons } from "./why/reasons.tsx";

interface WhyTheseModelsProps {
  readonly run: RunRecord;
  readonly selection: Selection;
}

/** What the models were chosen by, how their answers were dealt out, and how the candidates were scored. */
export function WhyTheseModels({ run, selection }: WhyTheseModelsProps): JSX.Element {
  const { system, references, subsets, aggregator, comparedIn } = run;
  const sentence = systemSentence(system);
  const merger = isMerged(run) || run.decidedBy === "aggregator" ? aggregator : null;
  const isAlone = new Set(selection.referencers).size === 1;
  const failed = references.filter(({ status }) => status === "failed" || status === "aborted");
  return (
    <Fold
      class="why"
      summary={
        <>
          {isAlone ? strings.whyThisModel : strings.why} <span class="hint">{gist(run, selection)}</span>
        </>
      }
    >
      {sentence !== null && <p>{sentence}</p>}
      <Decision run={run} />
      <Reasons
        system={system}
        selection={selection}
        subsets={subsets}
        failed={new Set(failed.map(({ model }) => model))}
      />
      {merger !== null && <Merger system={system} choice={merger} />}
      {comparedIn !== null && <p class="hint">{strings.comparedIn(comparedIn)}</p>}
    </Fold>
  );
}
