import type { JSX } from "preact";
import type { RunRecord } from "../../../src/core/record/index.ts";
import { percent } from "../format.ts";
import { isMerged } from "../record/system-traits.ts";
import { strings } from "../strings.ts";

interface MergerProps {
  readonly system: string;
  readonly choice: NonNullable<RunRecord["aggregator"]>;
}

/**
 * Shows which model merges the answers, or compares them if nothing is merged, why, and how much data that choice rests
 * on.
 */
export function Merger({ system, choice }: MergerProps): JSX.Element {
  const { model, reason, accuracy, interval } = choice;
  return (
    <section>
      <h3>{isMerged({ system }) ? strings.merger : strings.judge}</h3>
      <p>
        <strong>{model}</strong> {reason}
      </p>
      {accuracy !== null && interval !== null && (
        <p class="hint">{strings.accuracyWithin(percent(accuracy), percent(interval[0]), percent(interval[1]))}</p>
      )}
    </section>
  );
}
