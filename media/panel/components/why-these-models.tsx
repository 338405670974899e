import type { JSX } from "preact";
import type { RunRecord } from "../../../src/protocol/run.ts";
import type { Selection } from "../record/model-priors.ts";
import { strings } from "../strings.ts";
import { gist } from "../why/gist.ts";
import { Fold } from "./fold.tsx";
import { Merger } from "./merger.tsx";
import { Reasons } from "./why/reasons.tsx";
import { Scores } from "./why/scores.tsx";

interface WhyTheseModelsProps {
  readonly run: RunRecord;
  readonly selection: Selection;
}

/** What the models were chosen by, how their answers were dealt out, and how the candidates were scored. */
export function WhyTheseModels({ run, selection }: WhyTheseModelsProps): JSX.Element {
  const { references, subsets, aggregator, comparedIn } = run;
  const failed = references.filter(({ status }) => status === "failed" || status === "aborted");
  return (
    <Fold
      class="why"
      summary={
        <>
          {strings.why} <span class="hint">{gist(selection)}</span>
        </>
      }
    >
      <Scores run={run} />
      <Reasons selection={selection} subsets={subsets} failed={new Set(failed.map(({ model }) => model))} />
      {aggregator !== null && <Merger choice={aggregator} />}
      <p class="hint">
        {strings.foundIn(selection.space)} {comparedIn !== null && strings.comparedIn(comparedIn)}
      </p>
    </Fold>
  );
}
