import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import type { RunRecord } from "../../../src/core/record/index.ts";
import { FlowContext } from "../flow.ts";
import { placeOf } from "../record/candidates.ts";
import { type Failure, failuresOf, failureWords, mendedBy } from "../record/failures.ts";
import { mayRetry } from "../record/may-retry.ts";
import { strings } from "../strings.ts";
import { CommandButton } from "./command-button.tsx";
import { Fold } from "./fold.tsx";
import { StatusIcon } from "./status-icon.tsx";

/** Shows a card for each failed server, with the remedies; folded if there is an answer nevertheless. */
export function ServerFailures({ run }: { readonly run: RunRecord }): JSX.Element | null {
  const failures = failuresOf(run);
  if (failures.length === 0) return null;
  return (
    <ul class="server-failures">
      {failures.map((failure) => (
        <li key={failure.indices[0]}>
          <Fold
            class="server-failure"
            open={run.outcome === "failed"}
            summary={
              <>
                <StatusIcon status="failed" />
                <span>{failureWords(failure)}</span>
              </>
            }
          >
            <Card run={run} failure={failure} />
          </Fold>
        </li>
      ))}
    </ul>
  );
}

function Card({ run, failure }: { readonly run: RunRecord; readonly failure: Failure }): JSX.Element {
  const mended = mendedBy(failure);
  return (
    <>
      <p>{strings.concerns(failure.models)}</p>
      {failure.reasons.map((reason) => (
        <p key={reason} class="hint">
          {reason}
        </p>
      ))}
      <div class="actions">
        <RetryAll run={run} failure={failure} />
        {mended === "address" && (
          <CommandButton
            command="smcs.changeAddress"
            label={strings.changeAddress}
            endpoint={failure.server}
            secondary
          />
        )}
        {mended === "key" && (
          <CommandButton command="smcs.setApiKey" label={strings.setKey} endpoint={failure.server} secondary />
        )}
        <CommandButton command="smcs.showLog" label={strings.showLog} secondary />
      </div>
    </>
  );
}

function RetryAll({ run, failure }: { readonly run: RunRecord; readonly failure: Failure }): JSX.Element | null {
  const flow = useContext(FlowContext);
  const { indices, models, server } = failure;
  const [model = ""] = models;
  if (flow === null || !indices.every((index) => mayRetry(run, index))) return null;
  return (
    <button
      type="button"
      class="button"
      aria-label={indices.length > 1 ? strings.retryAllOf(server) : strings.retryModel(model)}
      title={strings.retryAllHint}
      aria-disabled={flow.busy}
      onClick={() => {
        flow.goOn({ type: "retry", runId: run.runId, references: indices.map((index) => placeOf(run, index)) });
      }}
    >
      {indices.length > 1 ? strings.retryAll : strings.retry}
    </button>
  );
}
