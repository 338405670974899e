import type { JSX } from "preact";
import type { ReferenceRecord } from "../../../src/protocol/run.ts";
import { strings } from "../strings.ts";
import { ReferenceLine } from "./reference-line.tsx";

/** The referencers while they answer. */
export function ReferenceStrip(props: { readonly references: readonly ReferenceRecord[] }): JSX.Element | null {
  if (props.references.length === 0) return null;
  return (
    <ul class="reference-strip" aria-label={strings.models}>
      {props.references.map((reference, index) => (
        <li key={index}>
          <ReferenceLine reference={reference} />
        </li>
      ))}
    </ul>
  );
}
