import type { JSX } from "preact";
import type { ReferenceRecord } from "../../../src/protocol/run.ts";
import { referenceNote } from "../record/reference-note.ts";
import { StatusIcon } from "./status-icon.tsx";

/** One model and how it is doing. */
export function ReferenceLine({ reference }: { readonly reference: ReferenceRecord }): JSX.Element {
  const { model, status, error, pause } = reference;
  return (
    <span class="reference-line" title={error ?? pause?.reason}>
      <StatusIcon status={status} />
      <span class="reference-words">
        <span class="reference-model">{model}</span>
        <span class={status === "failed" ? "reference-note reference-error" : "reference-note"}>
          {referenceNote(reference)}
        </span>
      </span>
    </span>
  );
}
