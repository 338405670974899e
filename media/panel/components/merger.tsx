import type { JSX } from "preact";
import type { RunRecord } from "../../../src/protocol/run.ts";
import { percent } from "../format.ts";
import { strings } from "../strings.ts";

/** Which model merges, why, and how much that rests on. */
export function Merger({ choice }: { readonly choice: NonNullable<RunRecord["aggregator"]> }): JSX.Element {
  const { model, reason, accuracy, interval } = choice;
  return (
    <section>
      <h3>{strings.merger}</h3>
      <p>
        <strong>{model}</strong> {reason}
      </p>
      {accuracy !== null && interval !== null && (
        <p class="hint">{strings.accuracyWithin(percent(accuracy), percent(interval[0]), percent(interval[1]))}</p>
      )}
    </section>
  );
}
