import type { JSX } from "preact";
import type { ReferenceRecord } from "../../../src/protocol/index.ts";
import { perSecond, seconds } from "../format.ts";
import { cost } from "../record/progress.ts";
import { lengthOf, type WritingRate, writingRate } from "../record/reference-figures.ts";
import { referenceNote } from "../record/reference-note.ts";
import { strings } from "../strings.ts";
import { StatusIcon } from "./status-icon.tsx";
import { useWritingRate } from "./writing-rate.ts";

/** One model and how it is doing: figures once it writes, else a note. */
export function ReferenceLine({ reference }: { readonly reference: ReferenceRecord }): JSX.Element {
  const { model, status, error, pause } = reference;
  const isWriting = status === "streaming" && pause === null && lengthOf(reference) > 0;
  const current = useWritingRate(lengthOf(reference), isWriting);
  const hasFigures = isWriting || status === "finished";
  return (
    <span class="reference-line" title={error ?? pause?.reason}>
      <StatusIcon status={status} />
      <span class="reference-model">{model}</span>
      {hasFigures ? (
        <Figures reference={reference} rate={isWriting ? current : writingRate(reference)} />
      ) : (
        <span class={status === "failed" ? "reference-note reference-error" : "reference-note"}>
          {referenceNote(reference)}
        </span>
      )}
    </span>
  );
}

interface FiguresProps {
  readonly reference: ReferenceRecord;
  readonly rate: WritingRate | null;
}

/** What is not known yet keeps its place empty. */
function Figures({ reference, rate }: FiguresProps): JSX.Element {
  const { firstTokenMs, durationMs, hedged, costUsd, text } = reference;
  const last = durationMs !== null ? cost(costUsd) : text === "" ? strings.thinks : "";
  return (
    <>
      <span class="figure" title={strings.firstTokenHint}>
        {firstTokenMs !== null && seconds(firstTokenMs)}
      </span>
      <span class="figure" title={rate?.estimated === true ? strings.rateEstimated : strings.rateHint}>
        {rate !== null && strings.rate(perSecond(rate.tokensPerSecond), rate.estimated)}
      </span>
      <span class="figure" title={hedged ? strings.askedTwice : strings.cost}>
        {last}
      </span>
    </>
  );
}
