import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { RunRecord } from "../../../src/protocol/run.ts";
import { outline } from "../record/outline.ts";
import { notices, stage, summary } from "../record/progress.ts";
import { systemTitle, systemTraits } from "../record/system-traits.ts";
import { strings } from "../strings.ts";
import { Answer } from "./answer.tsx";
import { Badge } from "./badge.tsx";
import { memo } from "./memo.ts";
import { PlainText } from "./plain-text.tsx";
import { Question } from "./question.tsx";
import { ReferenceStrip } from "./reference-strip.tsx";
import { References } from "./references.tsx";
import { RunFailure } from "./run-failure.tsx";
import { useNear } from "./use-near.ts";
import { Warnings } from "./warnings.tsx";
import { WhyTheseModels } from "./why-these-models.tsx";
import { useUniqueId } from "./use-unique-id.ts";

interface RunProps {
  readonly run: RunRecord;
  /** Whether it is the newest of the chat. */
  readonly last: boolean;
}

/**
 * One question with its answer and the reasons. Records never change, so an old run costs nothing while a new one streams.
 * Far from what is in view its question and its reply are there as mere text: to be found, read aloud and scrolled past.
 * Where the reader has done something, all stays as it was left.
 */
export const Run = memo(({ run, last }: RunProps): JSX.Element => {
  const [touched, setTouched] = useState(false);
  const { element, near } = useNear<HTMLElement>(last, ".conversation");
  const full = near || touched || run.outcome === "running";
  const heading = useUniqueId();
  return (
    <article
      class="run"
      data-run={run.runId}
      aria-labelledby={heading}
      ref={element}
      onFocusIn={() => {
        setTouched(true);
      }}
    >
      {full ? (
        <>
          <Question id={heading} run={run} />
          <RunDetails run={run} />
        </>
      ) : (
        <RunOutline id={heading} run={run} />
      )}
    </article>
  );
});

function RunOutline({ id, run }: { readonly id: string; readonly run: RunRecord }): JSX.Element {
  return (
    <>
      <div class="question">
        <h2 id={id}>{run.question}</h2>
      </div>
      <PlainText text={outline(run)} />
    </>
  );
}

/** Whether the answer on show is all that was asked for: its facts say everything of it. */
function isShownWhole({ system, candidates }: RunRecord): boolean {
  return systemTraits(system).replies === "answer" && candidates.length > 0;
}

function RunDetails({ run }: { readonly run: RunRecord }): JSX.Element {
  const running = run.outcome === "running";
  return (
    <>
      <p class="run-line">
        {run.system !== "smcs" && <Badge quiet>{systemTitle(run.system)}</Badge>}
        {run.simulated && <Badge>{strings.simulated}</Badge>}
        {run.outcome === "aborted" && <strong>{strings.runStopped}</strong>}
        <span>{running ? stage(run) : summary(run)}</span>
      </p>
      <Warnings messages={notices(run)} />
      {run.outcome === "failed" && <RunFailure run={run} />}
      {running && run.winner === null && <ReferenceStrip run={run} />}
      <Answer run={run} />
      {running && run.winner !== null && <ReferenceStrip run={run} />}
      {!running && run.references.length > 0 && !isShownWhole(run) && <References run={run} />}
      {run.selection !== null && <WhyTheseModels run={run} selection={run.selection} />}
    </>
  );
}
