import { Fragment, type JSX } from "preact";
import { useContext, useRef } from "preact/hooks";
import { examplesPassed, type ReferenceRecord, type RunRecord } from "../../../src/core/record/index.ts";
import { FlowContext } from "../flow.ts";
import { seconds } from "../../../src/core/amounts.ts";
import { perSecond } from "../format.ts";
import { placeOf } from "../record/candidates.ts";
import { sameReason } from "../record/failures.ts";
import { layersOf } from "../record/layers.ts";
import { mayRetry } from "../record/may-retry.ts";
import { origin } from "../record/origin.ts";
import { answeredLine, cost } from "../record/progress.ts";
import { lengthOf, tokensOf, type WritingRate, writingRate } from "../record/reference-figures.ts";
import { referenceNote } from "../record/reference-note.ts";
import { isMerged } from "../record/system-traits.ts";
import { strings } from "../strings.ts";
import { Fold } from "./fold.tsx";
import { Icon } from "./icons.tsx";
import { ReplyText } from "./reply-text.tsx";
import { StatusIcon } from "./status-icon.tsx";
import { useUniqueId } from "./use-unique-id.ts";

/** Shows what each model answered itself, one line per model; opening a line shows the text. */
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
                <ReferenceExamples reference={reference} />
              </Fold>
              <RetryButton run={run} index={index} />
            </div>
          ))}
        </Fragment>
      ))}
    </section>
  );
}

/** Shows how many examples the code of a model's answer passes, where it was run. */
function ReferenceExamples({ reference }: { readonly reference: ReferenceRecord }): JSX.Element | null {
  const examples = examplesPassed(reference);
  return examples === null ? null : <p class="hint">{strings.checksPassed(examples.passed, examples.all)}</p>;
}

/** Shows one model and its state: figures once it writes, otherwise a note. */
function ReferenceLine({ reference }: { readonly reference: ReferenceRecord }): JSX.Element {
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

/** Shows a model's figures. The place of an unknown figure stays empty. */
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

/** How long a reply is observed before its speed is meaningful, and how long a figure stays before the next. */
const WATCHED_MS = 1000;
const STANDS_MS = 500;

interface Watch {
  readonly since: number;
  readonly from: number;
  shownAt: number;
  shown: WritingRate | null;
}

/**
 * Returns how fast a reply is being written, estimated from its characters since it was first seen here; null at first.
 */
function useWritingRate(characters: number, isWriting: boolean): WritingRate | null {
  const watch = useRef<Watch | null>(null);
  if (!isWriting) {
    watch.current = null;
    return null;
  }
  const now = performance.now();
  watch.current ??= { since: now, from: characters, shownAt: now, shown: null };
  const { since, from, shownAt } = watch.current;
  if (now - since >= WATCHED_MS && (watch.current.shown === null || now - shownAt >= STANDS_MS)) {
    const tokensPerSecond = (tokensOf(characters - from) * 1000) / (now - since);
    watch.current.shown = { tokensPerSecond, estimated: true };
    watch.current.shownAt = now;
  }
  return watch.current.shown;
}

interface RetryButtonProps {
  readonly run: RunRecord;
  /** Index of the reference among the run's references. */
  readonly index: number;
}

/**
 * Shows a button that asks a model without a complete answer, again or after all, and with it all models that failed for the same
 * reason. Returns null when that is impossible.
 */
function RetryButton({ run, index }: RetryButtonProps): JSX.Element | null {
  const flow = useContext(FlowContext);
  const reference = run.references[index];
  if (flow === null || reference === undefined || !mayRetry(run, index)) return null;
  const { model, status } = reference;
  const isSpared = status === "spared";
  const alike = isSpared ? [index] : sameReason(run, index);
  return (
    <button
      type="button"
      class="quiet-button"
      aria-label={isSpared ? strings.askModelToo(model) : strings.retryModel(model)}
      title={alike.length > 1 ? strings.retryAllHint : isMerged(run) ? strings.retryHint : strings.retryVoteHint}
      aria-disabled={flow.busy}
      onClick={() => {
        flow.goOn({ type: "retry", runId: run.runId, references: alike.map((at) => placeOf(run, at)) });
      }}
    >
      <Icon name="again" />
      {isSpared ? strings.askToo : strings.retry}
    </button>
  );
}
