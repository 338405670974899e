import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import type { QueuedQuestion } from "../../../src/protocol/index.ts";
import { chosenOf } from "./attached.tsx";
import { strings } from "../strings.ts";
import { post } from "../vscode.ts";
import { Icon } from "./icons.tsx";
import { useKeptFocus } from "./use-kept-focus.ts";

interface QueuedProps {
  readonly queued: readonly QueuedQuestion[];
  /** Brings the focus to the question box. */
  readonly focus: () => void;
}

/** The questions that wait for the one that is being answered, each with what it takes along and a button that drops it. */
export function Queued({ queued, focus }: QueuedProps): JSX.Element | null {
  const list = useRef<HTMLUListElement>(null);
  useKeptFocus(list, (box) => box.querySelector<HTMLElement>(".chip-remove"));
  if (queued.length === 0) return null;
  return (
    <ul class="queued" aria-label={strings.queue} ref={list}>
      {queued.map((question, index) => (
        <li key={question.id} class="queued-line">
          <button
            type="button"
            class="queued-text"
            title={`${question.text}\n\n${strings.nextQuestionHint}`}
            onClick={() => {
              post({ type: "unqueue", id: question.id, back: true });
              focus();
            }}
          >
            <span class="queued-next">{index === 0 ? strings.nextQuestion : strings.thenQuestion}</span>{" "}
            <bdi class="queued-words">{question.text}</bdi>
          </button>
          <Along question={question} />
          <button
            type="button"
            class="chip-remove"
            aria-label={strings.removeQueued(question.text)}
            title={strings.removeQueued(question.text)}
            onClick={() => {
              post({ type: "unqueue", id: question.id, back: false });
              if (queued.length === 1) focus();
            }}
          >
            <Icon name="cross" />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** In which way it is answered, and what goes with it. */
function Along({ question }: { readonly question: QueuedQuestion }): JSX.Element | null {
  const labels = [...chosenOf(question).map(({ word }) => `/${word}`), ...question.attached];
  if (labels.length === 0) return null;
  return (
    <span class="queued-along" title={labels.join("\n")}>
      {labels.join(", ")}
    </span>
  );
}
