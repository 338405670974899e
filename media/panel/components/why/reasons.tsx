import type { JSX } from "preact";
import type { RunRecord } from "../../../../src/protocol/index.ts";
import type { Selection } from "../../record/model-priors.ts";
import { bankUse, systemTraits } from "../../record/system-traits.ts";
import { strings } from "../../strings.ts";
import { Draws } from "./draws.tsx";
import { Priors } from "./priors.tsx";
import { SourceShares } from "./source-shares.tsx";
import { Support } from "./support.tsx";

interface ReasonsProps {
  readonly system: string;
  readonly selection: Selection;
  readonly subsets: RunRecord["subsets"];
  /** Models without an answer. */
  readonly failed: ReadonlySet<string>;
  /** Whether all of it is still to come. */
  readonly ahead?: boolean;
}

/** What the referencers are chosen by, in SMCS by RPS, and how their answers are dealt out (Sec. 3.4), where they are. */
export function Reasons({ system, selection, subsets, failed, ahead = false }: ReasonsProps): JSX.Element {
  const { asks, replies } = systemTraits(system);
  const { priors, support } = bankUse(system);
  const tieBreak = asks === "everybody" ? { help: strings.priorBreaksTies } : {};
  return (
    <>
      {priors && <Priors selection={selection} ahead={ahead} {...tieBreak} />}
      {replies === "candidates" && subsets.length > 0 && (
        <section>
          <h3>{strings.draws}</h3>
          <Draws models={selection.referencers} subsets={subsets} missing={failed} />
        </section>
      )}
      {support && selection.support.length > 0 && (
        <>
          <SourceShares selection={selection} />
          <Support selection={selection} />
        </>
      )}
      {(priors || support) && <p class="hint">{strings.foundIn(selection.space)}</p>}
    </>
  );
}
