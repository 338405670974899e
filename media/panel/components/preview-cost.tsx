import type { JSX } from "preact";
import type { RunEstimate, UsdRange } from "../../../src/protocol/index.ts";
import { dollars } from "../format.ts";
import { strings } from "../strings.ts";

/** What a question will cost, and what nobody knows of that. */
export function PreviewCost({ estimate }: { readonly estimate: RunEstimate }): JSX.Element {
  const { costUsd, knownUsd, unpriced, unpricedHere, capUsd } = estimate;
  return (
    <section>
      <h3>{strings.cost}</h3>
      <p>
        <strong>{costUsd === null ? knownPart(knownUsd) : range(costUsd)}</strong>
      </p>
      {unpriced.length > 0 && <p>{strings.noPriceFor(unpriced.join(", "))}</p>}
      {unpricedHere.length > 0 && <p class="hint">{strings.onThisMachine(unpricedHere.join(", "))}</p>}
      {capUsd !== null && <p class="hint">{strings.neverMoreThan(dollars(capUsd))}</p>}
    </section>
  );
}

function knownPart(known: UsdRange): string {
  return known[1] > 0 ? strings.costPartlyKnown(range(known)) : strings.costNotKnown;
}

function range([low, high]: UsdRange): string {
  if (high === 0) return strings.free;
  const [from, to] = [dollars(low), dollars(high)];
  return from === to ? from : strings.fromTo(from, to);
}
