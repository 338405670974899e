import type { JSX } from "preact";
import type { CandidateRecord, RunRecord } from "../../../src/protocol/index.ts";
import { candidateLabel } from "../record/candidate-names.ts";
import { strings } from "../strings.ts";
import { useUniqueId } from "./use-unique-id.ts";

interface CompareWithProps {
  readonly run: RunRecord;
  /** Those that can be compared. */
  readonly others: readonly CandidateRecord[];
  readonly compared: CandidateRecord;
  readonly compare: (draw: number) => void;
}

/** Chooses the candidate that stands beside the answer. */
export function CompareWith({ run, others, compared, compare }: CompareWithProps): JSX.Element {
  const id = useUniqueId();
  return (
    <span class="compare-with">
      <label for={id}>{strings.compareWith}</label>
      <select
        id={id}
        value={compared.subset}
        onChange={({ currentTarget: { value } }) => {
          compare(Number(value));
        }}
      >
        {others.map((other) => (
          <option key={other.subset} value={other.subset}>
            {candidateLabel(run, other)}
          </option>
        ))}
      </select>
    </span>
  );
}
