import type { JSX } from "preact";
import type { RunRecord } from "../../../src/protocol/index.ts";
import { strings } from "../strings.ts";
import { failuresOf } from "../record/failures.ts";
import { CommandButton } from "./command-button.tsx";
import { Icon } from "./icons.tsx";
import { ServerFailures } from "./server-failures.tsx";

/** Why a run failed: in a line, and for each server that failed with what mends it. */
export function RunFailure({ run }: { readonly run: RunRecord }): JSX.Element {
  const isOfServers = failuresOf(run).length > 0;
  return (
    <div class="run-failure">
      <p class="run-error">
        <Icon name="cross" />
        <span>{run.error ?? strings.runFailed}</span>
      </p>
      <ServerFailures run={run} />
      <div class="actions">
        <CommandButton command="smcs.addEndpoint" label={strings.addEndpoint} secondary={isOfServers} />
        {!isOfServers && <CommandButton command="smcs.showLog" label={strings.showLog} secondary />}
      </div>
    </div>
  );
}
