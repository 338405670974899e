import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import type { RunRecord } from "../../../src/protocol/index.ts";
import { FlowContext } from "../flow.ts";
import { placeOf } from "../record/candidates.ts";
import { sameReason } from "../record/failures.ts";
import { mayRetry } from "../record/may-retry.ts";
import { isMerged } from "../record/system-traits.ts";
import { strings } from "../strings.ts";
import { Icon } from "./icons.tsx";

interface RetryButtonProps {
  readonly run: RunRecord;
  /** Of the reference among the run's. */
  readonly index: number;
}

/** Asks a model again that did not answer whole, and all that failed for its reason; nothing where that cannot be. */
export function RetryButton({ run, index }: RetryButtonProps): JSX.Element | null {
  const flow = useContext(FlowContext);
  const reference = run.references[index];
  if (flow === null || reference === undefined || !mayRetry(run, index)) return null;
  const { model } = reference;
  const alike = sameReason(run, index);
  return (
    <button
      type="button"
      class="quiet-button"
      aria-label={strings.retryModel(model)}
      title={alike.length > 1 ? strings.retryAllHint : isMerged(run) ? strings.retryHint : strings.retryVoteHint}
      aria-disabled={flow.busy}
      onClick={() => {
        flow.retry({ runId: run.runId, references: alike.map((at) => placeOf(run, at)) });
      }}
    >
      <Icon name="again" />
      {strings.retry}
    </button>
  );
}
