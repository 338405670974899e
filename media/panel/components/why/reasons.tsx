import type { JSX } from "preact";
import type { RunRecord } from "../../../../src/protocol/run.ts";
import type { Selection } from "../../record/model-priors.ts";
import { strings } from "../../strings.ts";
import { Draws } from "./draws.tsx";
import { Priors } from "./priors.tsx";
import { SourceShares } from "./source-shares.tsx";
import { Support } from "./support.tsx";

interface ReasonsProps {
  readonly selection: Selection;
  readonly subsets: RunRecord["subsets"];
  /** Models without an answer. */
  readonly failed: ReadonlySet<string>;
  /** Whether all of it is still to come. */
  readonly ahead?: boolean;
}

/** What the referencers are chosen by (RPS), and how their answers are dealt out (Sec. 3.4). */
export function Reasons({ selection, subsets, failed, ahead = false }: ReasonsProps): JSX.Element {
  return (
    <>
      <Priors selection={selection} ahead={ahead} />
      {subsets.length > 0 && (
        <section>
          <h3>{strings.draws}</h3>
          <Draws models={selection.referencers} subsets={subsets} failed={failed} />
        </section>
      )}
      {selection.support.length > 0 && (
        <>
          <SourceShares selection={selection} />
          <Support selection={selection} />
        </>
      )}
    </>
  );
}
