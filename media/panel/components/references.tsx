import { Fragment, type JSX } from "preact";
import type { RunRecord } from "../../../src/protocol/run.ts";
import { layersOf } from "../record/layers.ts";
import { origin } from "../record/origin.ts";
import { answeredLine } from "../record/progress.ts";
import { strings } from "../strings.ts";
import { Fold } from "./fold.tsx";
import { ReferenceLine } from "./reference-line.tsx";
import { ReplyText } from "./reply-text.tsx";
import { RetryButton } from "./retry-button.tsx";

/** The single answers behind the candidates. They open by themselves only when there is nothing better to read. */
export function References({ run }: { readonly run: RunRecord }): JSX.Element {
  const layers = layersOf(run);
  return (
    <Fold summary={answeredLine(run)} open={run.outcome === "aborted" && run.candidates.length === 0}>
      {layers.length > 1 && <p class="hint">{strings.layerHelp}</p>}
      {layers.map((layer, number) => (
        <Fragment key={number}>
          {layers.length > 1 && <h3 class="layer-name">{strings.layer(number + 1, layers.length)}</h3>}
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
    </Fold>
  );
}
