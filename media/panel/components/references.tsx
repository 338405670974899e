import type { JSX } from "preact";
import type { ReferenceRecord, RunRecord } from "../../../src/protocol/run.ts";
import { seconds } from "../format.ts";
import { answeredCount } from "../record/progress.ts";
import { strings } from "../strings.ts";
import { Fold } from "./fold.tsx";
import { ReferenceLine } from "./reference-line.tsx";
import { ReplyText } from "./reply-text.tsx";
import { RetryButton } from "./retry-button.tsx";

/** The single answers behind the candidates. They open by themselves only when there is nothing better to read. */
export function References({ run }: { readonly run: RunRecord }): JSX.Element {
  const summary = strings.answered(answeredCount(run), run.references.length);
  return (
    <Fold summary={summary} open={run.outcome === "aborted" && run.candidates.length === 0}>
      {run.references.map((reference, index) => (
        <div key={index} class="reference-row">
          <Fold summary={<ReferenceLine reference={reference} />} class="reference">
            <ReplyText reply={reference} />
            <p class="hint">{origin(reference)}</p>
          </Fold>
          <RetryButton run={run} index={index} />
        </div>
      ))}
    </Fold>
  );
}

function origin({ servedBy, usage, durationMs, hedged }: ReferenceRecord): string {
  return [
    ...(servedBy === null ? [] : [strings.servedBy(servedBy)]),
    ...(usage === null ? [] : [strings.tokens(usage.promptTokens, usage.completionTokens)]),
    ...(durationMs === null ? [] : [seconds(durationMs)]),
    ...(hedged ? [strings.askedTwice] : []),
  ].join(" · ");
}
