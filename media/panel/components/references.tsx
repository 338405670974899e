import { Fragment, type JSX } from "preact";
import type { RunRecord } from "../../../src/protocol/index.ts";
import { layersOf } from "../record/layers.ts";
import { origin } from "../record/origin.ts";
import { answeredLine } from "../record/progress.ts";
import { strings } from "../strings.ts";
import { Fold } from "./fold.tsx";
import { ReferenceLine } from "./reference-line.tsx";
import { ReplyText } from "./reply-text.tsx";
import { RetryButton } from "./retry-button.tsx";
import { useUniqueId } from "./use-unique-id.ts";

/** What each model said by itself, one line a model; behind the line its words. */
export function References({ run }: { readonly run: RunRecord }): JSX.Element | null {
  const layers = layersOf(run);
  const heading = useUniqueId();
  if (layers.length === 0) return null;
  return (
    <section role="group" aria-labelledby={heading} class="references">
      <h3 id={heading}>{answeredLine(run)}</h3>
      {layers.length > 1 && <p class="hint">{strings.layerHelp}</p>}
      {layers.map((layer, number) => (
        <Fragment key={number}>
          {layers.length > 1 && <h4 class="layer-name">{strings.layer(number + 1, layers.length)}</h4>}
          {layer.map(({ reference, index }) => (
            <div key={index} class="reference-row">
              <Fold summary={<ReferenceLine reference={reference} />} class="reference">
                <ReplyText reply={reference} />
                <p class="hint">{origin(reference)}</p>
              </Fold>
              <RetryButton run={run} index={index} />
            </div>
          ))}
        </Fragment>
      ))}
    </section>
  );
}
