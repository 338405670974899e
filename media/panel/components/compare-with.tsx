import type { JSX } from "preact";
import type { CandidateRecord, RunRecord } from "../../../src/protocol/run.ts";
import { candidateLabel } from "../record/candidate-names.ts";
import { strings } from "../strings.ts";
import { useUniqueId } from "./use-unique-id.ts";

interface CompareWithProps {
  readonly run: RunRecord;
  /** Those that can be compared. */
  readonly others: readonly CandidateRecord[];
  readonly compared: CandidateRecord | null;
  /** Takes the draw; null ends the comparison. */
  readonly compare: (draw: number | null) => void;
}

/** Chooses the candidate that stands beside the one on show. */
export function CompareWith({ run, others, compared, compare }: CompareWithProps): JSX.Element | null {
  const id = useUniqueId();
  if (others.length === 0) return null;
  return (
    <span class="compare-with">
      <label for={id}>{strings.compareWith}</label>
      <select
        id={id}
        value={compared?.subset ?? ""}
        onChange={({ currentTarget: { value } }) => {
          compare(value === "" ? null : Number(value));
        }}
      >
        <option value="">{strings.compareNobody}</option>
        {others.map((other) => (
          <option key={other.subset} value={other.subset}>
            {candidateLabel(run, other)}
          </option>
        ))}
      </select>
    </span>
  );
}
