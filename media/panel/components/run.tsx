import type { JSX, RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { RunRecord } from "../../../src/core/record/index.ts";
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
import { useUniqueId } from "./use-unique-id.ts";
import { WhyThisAnswer } from "./why-this-answer.tsx";

interface RunProps {
  readonly run: RunRecord;
  /** Whether this is the newest run of the chat. */
  readonly last: boolean;
}

/**
 * Shows a question with its answer and the reasons. Records never change, so an old run costs nothing while a new one
 * streams. Far from the view, a run has its question and its reply as unformatted text, so that they can be searched,
 * read aloud and scrolled past. A run that the reader has interacted with stays as it was left.
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

/** Shows why a run failed: a sentence, and for each failed server the remedies. */
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

/** Runs within this distance of the view are fully drawn: three times the height of the box. */
const MARGIN = "300% 0px";

const watchers = new WeakMap<Element, (near: boolean) => void>();
const observers = new WeakMap<Element, IntersectionObserver>();

/**
 * Returns whether an element is near the visible part of its box.
 *
 * @param always whether the element counts as near wherever it is
 * @param box selector of the scrolling element around it
 */
function useNear<Watched extends HTMLElement>(
  always: boolean,
  box: string,
): { element: RefObject<Watched | null>; near: boolean } {
  const element = useRef<Watched | null>(null);
  // An element that is near from the beginning stays so until it is observed elsewhere.
  const [near, setNear] = useState(always);
  // A layout effect, so that near runs take their height before the reader is scrolled to a place.
  useLayoutEffect(() => {
    const watched = element.current;
    const root = watched?.closest(box) ?? null;
    if (watched === null || root === null) return undefined;
    const observer = observerOf(root);
    watchers.set(watched, setNear);
    observer.observe(watched);
    return () => {
      observer.unobserve(watched);
    };
  }, [box]);
  return { element, near: near || always };
}

/** Returns the observer of a box, which all its elements share. */
function observerOf(root: Element): IntersectionObserver {
  const known = observers.get(root);
  if (known !== undefined) return known;
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) watchers.get(target)?.(isIntersecting);
    },
    { root, rootMargin: MARGIN },
  );
  observers.set(root, observer);
  return observer;
}
