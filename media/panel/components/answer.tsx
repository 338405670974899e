import type { JSX, RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { type RunRecord, standingReply } from "../../../src/protocol/index.ts";
import { canBeReply, candidateNumber, inOrder, replyOf } from "../record/candidates.ts";
import { strings } from "../strings.ts";
import { post } from "../vscode.ts";
import { AnswerMenu } from "./answer-menu.tsx";
import { Compare } from "./compare.tsx";
import { CompareWith } from "./compare-with.tsx";
import { CopyButton } from "./copy-button.tsx";
import { Icon } from "./icons.tsx";
import { Learned } from "./learned.tsx";
import { ReplyText } from "./reply-text.tsx";
import { Stopped } from "./stopped.tsx";
import { Thumbs } from "./thumbs.tsx";
import type { ShownAnswer } from "./use-answer.ts";
import { useChoiceKeys } from "./use-choice-keys.ts";
import { useKeptFocus } from "./use-kept-focus.ts";
import { Verdict } from "./verdict.tsx";

interface AnswerProps {
  readonly run: RunRecord;
  readonly section: RefObject<HTMLElement | null>;
  readonly answer: ShownAnswer;
  /** The draw that stands beside the answer; null for none. */
  readonly beside: number | null;
  readonly compare: (draw: number | null) => void;
}

/**
 * What there is to read at this moment, at full width: a draft from the first token on, then the answer in its place. It
 * is a group and no region: each run has one, and regions of one name could not be told apart.
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
  // A draft that stayed because the run was stopped is no answer.
  const isAnswered = (standingReply(run)?.reply.text ?? "").trim() !== "";
  const isComparing = reply !== null && compared !== null;
  const wasComparing = useRef(false);
  useKeptFocus(
    section,
    (box) => (wasComparing.current ? box.querySelector<HTMLElement>(".compare-button") : null) ?? box,
  );
  // Wherever a comparison was asked for, it comes into view, and what it is with can be changed at once.
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
      {isEnded && <Verdict run={run} compare={others.length > 0 && compared === null ? compare : null} />}
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
          {isAnswered && <AnswerMenu run={run} />}
        </div>
      )}
      {isEnded && !isHeld && <Learned runId={run.runId} />}
    </section>
  );
}
