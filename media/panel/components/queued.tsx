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
  /** Moves the focus to the question box. */
  readonly focus: () => void;
}

/** Shows the questions that wait for the present one, each with its attachments and a button that removes it. */
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

/** Shows the way and the attachments of a waiting question. */
function Along({ question }: { readonly question: QueuedQuestion }): JSX.Element | null {
  const labels = [...chosenOf(question).map(({ word }) => `/${word}`), ...question.attached];
  if (labels.length === 0) return null;
  return (
    <span class="queued-along" title={labels.join("\n")}>
      {labels.join(", ")}
    </span>
  );
}
