import type { JSX } from "preact";
import type { RunRecord } from "../../../src/protocol/run.ts";
import { seconds } from "../format.ts";
import { answeredLine, stage } from "../record/progress.ts";
import { strings } from "../strings.ts";
import { Fold } from "./fold.tsx";
import { References } from "./references.tsx";
import { StatusIcon } from "./status-icon.tsx";
import { useSeconds } from "./use-seconds.ts";

interface RunLineProps {
  readonly run: RunRecord;
  /** Whose words stand below; empty while there are none. */
  readonly label: string;
}

/**
 * Whose words stand below it, and while the run goes on each model's state, what is being done and for how long. Behind it,
 * what each model writes. It is one line from the first moment to the last, so that what is below keeps its place.
 */
export function RunLine({ run, label }: RunLineProps): JSX.Element | null {
  const isRunning = run.outcome === "running";
  const passed = useSeconds(run.selection === null && isRunning, isRunning);
  if (!isRunning && run.references.length === 0) return null;
  const done = label === "" ? answeredLine(run) : label;
  const words = isRunning ? [...(label === "" ? [] : [label]), stage(run)].join(" · ") : done;
  return (
    <Fold
      class="run-line"
      summary={
        <>
          {isRunning && (
            <span class="states" role="list" aria-label={strings.models}>
              {run.references.map(({ model, status }, index) => (
                <span key={index} role="listitem" class="state" title={`${model}: ${strings.statusOf[status]}`}>
                  <StatusIcon status={status} />
                  <span class="state-model">{model}</span>
                </span>
              ))}
            </span>
          )}
          <span class="run-words" title={words}>
            {words}
          </span>
          {isRunning && passed !== null && <span class="passed">{seconds(passed)}</span>}
        </>
      }
    >
      <References run={run} />
    </Fold>
  );
}
