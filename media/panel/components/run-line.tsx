import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { RunRecord } from "../../../src/core/record/index.ts";
import { seconds } from "../../../src/core/amounts.ts";
import { answeredLine, stage } from "../record/progress.ts";
import { strings } from "../strings.ts";
import { Fold } from "./fold.tsx";
import { References } from "./references.tsx";
import { StatusIcon } from "./status-icon.tsx";

interface RunLineProps {
  readonly run: RunRecord;
  /** Names the author of the text below; empty while there is no text. */
  readonly label: string;
}

/**
 * Shows the line above the answer. It names the author of the text below. While the run goes on, it also shows each
 * model's state, the stage and the seconds. Opened, it shows what each model writes. Its height never changes, so the
 * text below keeps its place.
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
          {isRunning && run.references.length > 0 && (
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

/**
 * Returns the milliseconds since a run began, in whole seconds; null in the first second, or if its beginning was not
 * seen here.
 */
function useSeconds(atBeginning: boolean, isRunning: boolean): number | null {
  const since = useRef(atBeginning ? performance.now() : null);
  const [passed, setPassed] = useState(0);
  const isKnown = since.current !== null;
  useEffect(() => {
    if (!isKnown || !isRunning) return undefined;
    const timer = setInterval(() => {
      setPassed(Math.floor((performance.now() - (since.current ?? 0)) / 1000) * 1000);
    }, 1000);
    return () => {
      clearInterval(timer);
    };
  }, [isKnown, isRunning]);
  return isKnown && passed > 0 ? passed : null;
}
