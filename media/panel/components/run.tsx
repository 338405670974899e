import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { RunRecord } from "../../../src/protocol/index.ts";
import { failuresOf } from "../record/failures.ts";
import { outline } from "../record/outline.ts";
import { strings } from "../strings.ts";
import { Answer } from "./answer.tsx";
import { CommandButton } from "./command-button.tsx";
import { Icon } from "./icons.tsx";
import { memo } from "./memo.ts";
import { OtherAnswers } from "./other-answers.tsx";
import { PlainText } from "./plain-text.tsx";
import { Question } from "./question.tsx";
import { RunLine } from "./run-line.tsx";
import { ServerFailures } from "./server-failures.tsx";
import { useAnswer } from "./use-answer.ts";
import { useNear } from "./use-near.ts";
import { useUniqueId } from "./use-unique-id.ts";
import { WhyThisAnswer } from "./why-this-answer.tsx";

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

function RunDetails({ run }: { readonly run: RunRecord }): JSX.Element {
  const [beside, setBeside] = useState<number | null>(null);
  const section = useRef<HTMLElement>(null);
  const shown = useAnswer(run, section);
  const compare = (draw: number | null): void => {
    if (shown.isHeld) shown.release();
    setBeside(draw);
  };
  const isDecided = run.outcome !== "running" || run.winner !== null;
  return (
    <>
      <RunLine run={run} label={shown.label} />
      {run.outcome === "failed" && <RunFailure run={run} />}
      <Answer run={run} section={section} answer={shown} beside={beside} compare={compare} />
      {(run.outcome === "done" || run.outcome === "aborted") && <ServerFailures run={run} />}
      {isDecided && <OtherAnswers run={run} compare={compare} />}
      {isDecided && run.selection !== null && <WhyThisAnswer run={run} selection={run.selection} />}
    </>
  );
}

/** Why a run failed: in a line, and for each server that failed with what mends it. */
function RunFailure({ run }: { readonly run: RunRecord }): JSX.Element {
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
