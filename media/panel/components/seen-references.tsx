import type { JSX } from "preact";
import type { CandidateRecord, RunRecord } from "../../../src/core/record/index.ts";
import { seenReferences } from "../record/seen-references.ts";
import { strings } from "../strings.ts";

interface SeenReferencesProps {
  readonly run: RunRecord;
  readonly candidate: CandidateRecord;
}

/**
 * Shows the references that a candidate merges, highest prior first. Those that did not arrive in time are struck out.
 */
export function SeenReferences({ run, candidate }: SeenReferencesProps): JSX.Element {
  return (
    <ul class="chips">
      {seenReferences(run, candidate).map(({ model, seen, error }, index) => (
        <li key={index} class={seen ? "chip" : "chip unseen-reference"} title={error ?? model}>
          {seen ? (
            <span class="chip-label">{model}</span>
          ) : (
            <span class="chip-label">
              <s>{model}</s>
              <span class="visually-hidden"> {strings.notSeen}</span>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
