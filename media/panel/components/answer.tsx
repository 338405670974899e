import type { JSX, RefObject } from "preact";
import { useContext, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { AnswerUse } from "../../../src/protocol/index.ts";
import { canBeReply } from "../../../src/core/conversation/index.ts";
import { type Rating, type RunRecord, standingReply } from "../../../src/core/record/index.ts";
import { FlowContext } from "../flow.ts";
import { candidateNumber, inOrder, replyOf } from "../record/candidates.ts";
import { notices, summary } from "../record/progress.ts";
import { rivalOf, verdictOf, verdictWords } from "../record/verdict.ts";
import { strings } from "../strings.ts";
import { post } from "../vscode.ts";
import { Compare, CompareWith } from "./compare.tsx";
import { CopyButton } from "./copy-button.tsx";
import { Examples } from "./examples.tsx";
import { Fold } from "./fold.tsx";
import { Icon } from "./icons.tsx";
import { Learned } from "./learned.tsx";
import { Menu } from "./menu.tsx";
import { ReplyText } from "./reply-text.tsx";
import { Stopped } from "./stopped.tsx";
import type { ShownAnswer } from "./use-answer.ts";
import { useKeptFocus } from "./use-kept-focus.ts";
import { Warnings } from "./warnings.tsx";

interface AnswerProps {
  readonly run: RunRecord;
  readonly section: RefObject<HTMLElement | null>;
  readonly answer: ShownAnswer;
  /** The draw shown beside the answer; null for none. */
  readonly beside: number | null;
  readonly compare: (draw: number | null) => void;
}

/**
 * Shows the text to read at full width: a draft from its first token on, then the answer in its place. The element is a
 * group, not a region: each run has one, and several regions of one name could not be told apart.
 */
export function Answer({ run, section, answer, beside, compare }: AnswerProps): JSX.Element {
  const { shown, isHeld, release } = answer;
  useChoiceKeys(section, (number) => {
    const candidate = run.candidates.find((one) => candidateNumber(one) === number);
    if (candidate === undefined || !canBeReply(run, candidate)) return false;
    if (candidate !== replyOf(run)) post({ type: "choose", runId: run.runId, draw: candidate.subset });
    return true;
  });
  const reply = isHeld ? null : replyOf(run);
  const others = inOrder(run).filter((one) => one !== reply && canBeReply(run, one));
  const compared = others.find(({ subset }) => subset === beside) ?? null;
  const isEnded = run.outcome !== "running";
  // A draft that stayed because the run was stopped is not an answer.
  const isAnswered = (standingReply(run)?.reply.text ?? "").trim() !== "";
  const flow = useContext(FlowContext);
  const [isGiving, setGiving] = useState(false);
  const giveExample = (): void => {
    setGiving(true);
  };
  const isComparing = reply !== null && compared !== null;
  const wasComparing = useRef(false);
  useKeptFocus(
    section,
    (box) => (wasComparing.current ? box.querySelector<HTMLElement>(".compare-button") : null) ?? box,
  );
  // A new comparison scrolls into view, and its other candidate can be changed at once.
  useLayoutEffect(() => {
    wasComparing.current = isComparing;
    if (isComparing) section.current?.querySelector("select")?.focus();
  }, [isComparing, compared?.subset]);
  return (
    <section class="answer" role="group" ref={section} aria-label={strings.answerIs} tabIndex={-1}>
      {isComparing ? (
        <Compare
          run={run}
          left={reply}
          right={compared}
          end={() => {
            compare(null);
          }}
        >
          <CompareWith run={run} others={others} compared={compared} compare={compare} />
        </Compare>
      ) : (
        shown !== null && <ReplyText key={shown.key} reply={shown.reply} />
      )}
      {isHeld && (
        <p class="ready">
          <span>{strings.answerReady}</span>
          <button type="button" class="button" onClick={release}>
            {strings.showAnswer}
          </button>
        </p>
      )}
      {run.outcome === "aborted" && <Stopped run={run} />}
      {isEnded && (
        <Verdict
          run={run}
          compare={others.length > 0 && compared === null ? compare : null}
          isGiving={isGiving}
          setGiving={flow !== null && isAnswered && !isHeld ? setGiving : null}
        />
      )}
      {isEnded && shown !== null && !isHeld && (
        <div class="actions">
          {shown.reply.text.trim() !== "" && <CopyButton text={shown.reply.text} label={strings.copyReply} />}
          {reply !== null && compared === null && others[0] !== undefined && (
            <button
              type="button"
              class="quiet-button compare-button"
              onClick={() => {
                compare(others[0]?.subset ?? null);
              }}
            >
              <Icon name="compare" />
              {strings.compare}
            </button>
          )}
          {isAnswered && <Thumbs run={run} />}
          {isAnswered && <AnswerMenu run={run} giveExample={flow === null ? null : giveExample} />}
        </div>
      )}
      {isEnded && !isHeld && <Learned runId={run.runId} />}
    </section>
  );
}

const markdownUses: readonly AnswerUse[] = ["copy", "open"];

interface AnswerMenuProps {
  readonly run: RunRecord;
  /** Opens the box for an example of the reader's own; null when nothing can be done with the answer. */
  readonly giveExample: (() => void) | null;
}

const FENCES = /^[ \t]*(?:```|~~~)[ \t]*([\w+#-]*)/gmu;
const RUNNABLE = /^(?:py|python3?|[cm]?[jt]s|[jt]sx|javascript|typescript|node|)$/iu;

/** Returns whether a text has a block of code in a language that the sandbox runs, or in none. */
function hasCode(text: string): boolean {
  // Every other fence closes a block.
  return Array.from(text.matchAll(FENCES)).some(([, tag = ""], at) => at % 2 === 0 && RUNNABLE.test(tag));
}

/** Shows further actions on the answer of a run that has ended. */
function AnswerMenu({ run, giveExample }: AnswerMenuProps): JSX.Element {
  const { runId } = run;
  const items = markdownUses.map((use) => ({
    label: strings.answerAs[use],
    act: () => {
      post({ type: "answer-markdown", runId, use });
    },
  }));
  const teach = {
    label: strings.teachBank,
    act: () => {
      post({ type: "teach", runId });
    },
  };
  const check = giveExample !== null && hasCode(standingReply(run)?.reply.text ?? "");
  return (
    <Menu
      label={strings.moreWithAnswer}
      items={[
        ...items,
        ...(check ? [{ label: strings.ownExample, act: giveExample }] : []),
        ...(canTeach(run) ? [teach] : []),
      ]}
    />
  );
}

/** Returns whether a run can teach the bank. Simulated models teach nothing about real ones. */
function canTeach(run: RunRecord): boolean {
  return !run.simulated && run.outcome === "done" && standingReply(run)?.reply.status === "finished";
}

const ratings: readonly Rating[] = ["good", "bad"];

/** Shows two buttons that store the user's rating of the answer. Pressing a pressed button removes the rating. */
function Thumbs({ run }: { readonly run: RunRecord }): JSX.Element | null {
  const standing = standingReply(run);
  if (standing === null) return null;
  const { reply, place } = standing;
  return (
    <span class="thumbs">
      {ratings.map((rating) => (
        <button
          key={rating}
          type="button"
          class="icon-button thumb"
          aria-label={strings.ratingOf[rating]}
          title={strings.ratingOf[rating]}
          aria-pressed={reply.rating === rating}
          onClick={() => {
            post({ type: "rate", runId: run.runId, of: place, rating: reply.rating === rating ? null : rating });
          }}
        >
          <Icon name={rating} />
        </button>
      ))}
    </span>
  );
}

/**
 * Lets Alt with a digit choose a candidate of the run that has the focus, or of the newest run. The panel handles these
 * keys itself, because VS Code does not know which run has the focus, and would open an editor by its number.
 *
 * @param choose takes the candidate's number; returns whether such a candidate can be chosen
 */
function useChoiceKeys(element: RefObject<HTMLElement | null>, choose: (number: number) => boolean): void {
  // A layout effect, so that keys count as soon as the candidates are drawn.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const number = numberOf(event);
      if (number === null || element.current?.closest(".run") !== runMeant() || !choose(number)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => {
      document.removeEventListener("keydown", onKeyDown);
    };
  });
}

function runMeant(): Element | undefined {
  return document.activeElement?.closest(".run") ?? [...document.querySelectorAll(".run")].at(-1);
}

function numberOf({ altKey, ctrlKey, metaKey, shiftKey, code, key, target }: KeyboardEvent): number | null {
  if (!altKey || ctrlKey || metaKey || shiftKey) return null;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
  // On a Mac, Alt with a digit writes a character.
  const writes = target instanceof HTMLTextAreaElement && key !== digit;
  return digit === undefined || writes ? null : Number(digit);
}

interface VerdictProps {
  readonly run: RunRecord;
  /** Shows a draw beside the answer; null when that is impossible. */
  readonly compare: ((draw: number) => void) | null;
  readonly isGiving: boolean;
  readonly setGiving: ((isGiving: boolean) => void) | null;
}

/** Shows in one line how far the answers agree, their time and cost, and other important notes. */
function Verdict({ run, compare, isGiving, setGiving }: VerdictProps): JSX.Element {
  const verdict = verdictOf(run);
  const notes = notices(run);
  const rival = rivalOf(run);
  const isSplit = verdict !== null && verdict.agreeing === 1;
  return (
    <div class="verdict">
      <p class="verdict-line">
        {verdict !== null && (
          <strong class={isSplit ? "split" : "agreed"}>
            {verdictWords(verdict)}
            {isSplit && compare !== null && rival !== undefined && (
              <>
                :{" "}
                <button
                  type="button"
                  class="link-button"
                  onClick={() => {
                    compare(rival.subset);
                  }}
                >
                  {strings.compareThem}
                </button>
              </>
            )}
          </strong>
        )}
        <span class="hint">{summary(run)}</span>
      </p>
      <Examples run={run} isGiving={isGiving} setGiving={setGiving} />
      {notes.length > 0 && (
        <Fold summary={strings.notes(notes.length)} class="notes">
          <Warnings messages={notes} />
        </Fold>
      )}
    </div>
  );
}
