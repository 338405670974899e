import type { JSX } from "preact";
import { percent, score } from "../../format.ts";
import { type PriorShare, priorShares, type Selection } from "../../record/model-priors.ts";
import { strings } from "../../strings.ts";
import { Badge } from "../badge.tsx";
import { Bar } from "../bar.tsx";
import { FewFirst } from "./few-first.tsx";

const SHOWN = 15;

interface PriorsProps {
  readonly selection: Selection;
  /** Whether the referencers have yet to be asked. */
  readonly ahead: boolean;
  /** What it decides, where it does not choose the models. */
  readonly help?: string;
}

/** Every model of the pool by its prior (Eq. 4), and which of them are asked (Eq. 5). */
export function Priors({ selection, ahead, help }: PriorsProps): JSX.Element {
  const list = (shares: readonly PriorShare[]): JSX.Element => (
    <ul class="bars">
      {shares.map((share) => (
        <Prior key={share.model} share={share} ahead={ahead} />
      ))}
    </ul>
  );
  return (
    <section>
      <h3>{strings.prior}</h3>
      <p class="hint">
        {help} {selection.support.length > 0 ? strings.priorHelp : strings.priorOverall}{" "}
        {selection.prior.some(({ evaluated }) => !evaluated) && strings.priorOfOthers}
      </p>
      <FewFirst items={priorShares(selection)} few={SHOWN} list={list} />
    </section>
  );
}

interface PriorProps {
  readonly share: PriorShare;
  readonly ahead: boolean;
}

function Prior({ share: { model, value, share, evaluated, asked }, ahead }: PriorProps): JSX.Element {
  return (
    <li class={asked ? "bar-row" : "bar-row not-asked"} title={strings.priorValue(score(value))}>
      <span class="bar-name">
        {model} {asked && <Badge>{ahead ? strings.willBeAsked : strings.asked}</Badge>}{" "}
        {!evaluated && <Badge quiet>{strings.notEvaluated}</Badge>}
      </span>
      <span class="bar-value">{(evaluated || share > 0) && percent(share)}</span>
      <Bar share={share} />
    </li>
  );
}
