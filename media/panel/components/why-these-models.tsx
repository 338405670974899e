import type { JSX } from "preact";
import type { RunRecord } from "../../../src/protocol/run.ts";
import type { Selection } from "../record/model-priors.ts";
import { strings } from "../strings.ts";
import { Draws } from "./draws.tsx";
import { Fold } from "./fold.tsx";
import { Merger } from "./merger.tsx";
import { Priors } from "./priors.tsx";
import { Support } from "./support.tsx";

interface WhyTheseModelsProps {
  readonly selection: Selection;
  readonly subsets: RunRecord["subsets"];
  readonly aggregator: RunRecord["aggregator"];
}

/** What the referencers were chosen by, and how their answers were dealt out. */
export function WhyTheseModels({ selection, subsets, aggregator }: WhyTheseModelsProps): JSX.Element {
  return (
    <Fold summary={strings.why} class="why">
      <Priors selection={selection} />
      {selection.support.length > 0 && <Support selection={selection} />}
      {subsets.length > 0 && <Draws models={selection.referencers} subsets={subsets} />}
      {aggregator !== null && <Merger choice={aggregator} />}
    </Fold>
  );
}
