import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { bestMerged, canBeMerged, canStandIn } from "../../../src/core/conversation/index.ts";
import type { RunRecord } from "../../../src/core/record/index.ts";
import { FlowContext } from "../flow.ts";
import { placeOf } from "../record/candidates.ts";
import { draftOf } from "../record/draft.ts";
import { layersOf } from "../record/layers.ts";
import { stoppedWords } from "../record/stopped-words.ts";
import { isMerged, isSole } from "../record/system-traits.ts";
import { strings } from "../strings.ts";
import { post } from "../vscode.ts";
import { Icon } from "./icons.tsx";
import { UseReply } from "./use-reply.tsx";

/** Shows how far a stopped run came, and what can be done with its answers. */
export function Stopped({ run }: { readonly run: RunRecord }): JSX.Element {
  const flow = useContext(FlowContext);
  const best = run.choice === null ? bestMerged(run) : null;
  // If a further layer reads the answers of the one before, its own answers are unknown.
  const mayMerge =
    canBeMerged(run) && run.choice === null && layersOf(run).length < 2 && (isMerged(run) || !isSole(run));
  return (
    <div class="stopped">
      <strong>{stoppedWords(run)}</strong>
      {best === null ? <UseReference run={run} /> : <UseReply run={run} candidate={best} />}
      {flow !== null && mayMerge && (
        <button
          type="button"
          class="button secondary"
          title={isMerged(run) ? strings.mergeNowHint : strings.compareNowHint}
          aria-disabled={flow.busy}
          onClick={() => {
            flow.goOn({ type: "merge", runId: run.runId });
          }}
        >
          {isMerged(run) ? strings.mergeNow : strings.compareNow}
        </button>
      )}
    </div>
  );
}

/** Shows a button that makes the shown model's own answer the reply. */
function UseReference({ run }: { readonly run: RunRecord }): JSX.Element | null {
  const isReply = run.fallback !== null && run.choice === null;
  const index = isReply ? run.winner : draftOf(run, null);
  const reference = run.references[index ?? -1];
  if (index === null || reference === undefined || !canStandIn(run, reference) || run.choice !== null) return null;
  return (
    <button
      type="button"
      class={isReply ? "is-reply" : "button secondary"}
      aria-disabled={isReply}
      title={isReply ? undefined : strings.useThisHint}
      onClick={() => {
        if (!isReply) post({ type: "use-reference", runId: run.runId, ...placeOf(run, index) });
      }}
    >
      {isReply && <Icon name="check" />}
      {isReply ? strings.isReply : strings.useThis}
    </button>
  );
}
