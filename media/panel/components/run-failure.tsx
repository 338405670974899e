import type { JSX } from "preact";
import type { RunRecord } from "../../../src/protocol/run.ts";
import { strings } from "../strings.ts";
import { CommandButton } from "./command-button.tsx";
import { Icon } from "./icons.tsx";
import { RetryButton } from "./retry-button.tsx";

/** Why a run failed, model by model, and what can be done about it. */
export function RunFailure({ run }: { readonly run: RunRecord }): JSX.Element {
  return (
    <div class="run-failure">
      <p class="run-error">
        <Icon name="cross" />
        <span>{run.error ?? strings.runFailed}</span>
      </p>
      <ul>
        {run.references.map(
          ({ model, error }, index) =>
            error !== null && (
              <li key={index}>
                <span>
                  <strong>{model}</strong>: {error}
                </span>{" "}
                <RetryButton run={run} index={index} />
              </li>
            ),
        )}
      </ul>
      <div class="actions">
        <CommandButton command="smcs.addEndpoint" label={strings.addEndpoint} />
        <CommandButton command="smcs.showLog" label={strings.showLog} secondary />
      </div>
    </div>
  );
}
