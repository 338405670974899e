import type { JSX } from "preact";
import type { RunRecord } from "../../../src/protocol/run.ts";
import { layersOf } from "../record/layers.ts";
import { strings } from "../strings.ts";
import { ReferenceLine } from "./reference-line.tsx";

/** The referencers while they answer, layer by layer. */
export function ReferenceStrip({ run }: { readonly run: RunRecord }): JSX.Element | null {
  const layers = layersOf(run);
  if (layers.length === 0) return null;
  return (
    <>
      {layers.map((layer, number) => {
        const name = layers.length > 1 ? strings.layer(number + 1, layers.length) : null;
        return (
          <section key={number} class="layer">
            {name !== null && <h3>{name}</h3>}
            <ul class="reference-strip" aria-label={name ?? strings.models}>
              {layer.map(({ reference, index }) => (
                <li key={index}>
                  <ReferenceLine reference={reference} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}
