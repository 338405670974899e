import type { JSX, RefObject } from "preact";
import { useContext, useLayoutEffect, useRef, useState } from "preact/hooks";
import { presetNames } from "../../../src/core/parameters.ts";
import type { RunRecord } from "../../../src/core/record/index.ts";
import { systemNames } from "../../../src/core/system-names.ts";
import { wayOf } from "../../../src/protocol/index.ts";
import { type Flow, FlowContext } from "../flow.ts";
import type { Asked } from "../state.ts";
import { strings } from "../strings.ts";
import { Icon } from "./icons.tsx";

interface QuestionProps {
  readonly id: string;
  readonly run: RunRecord;
}

/** Shows a question, its attachments, and ways to ask it again. */
export function Question({ id, run }: QuestionProps): JSX.Element {
  const flow = useContext(FlowContext);
  const editButton = useRef<HTMLButtonElement>(null);
  const givenUp = useRef(false);
  const [isOpen, setOpen] = useState(false);
  const { element: text, isCut } = useIsCut(isOpen);
  const edited = flow?.edited?.runId === run.runId ? flow.edited : null;
  useLayoutEffect(() => {
    if (edited === null && givenUp.current) editButton.current?.focus();
    givenUp.current = false;
  }, [edited]);
  return (
    <div class="question">
      <h2
        id={id}
        ref={text}
        dir="auto"
        class={edited !== null ? "visually-hidden" : isOpen ? undefined : "clamped"}
        // Whatever scrolls must be reachable with the keyboard.
        tabIndex={isOpen && edited === null ? 0 : undefined}
      >
        {run.question}
      </h2>
      <Chips run={run} />
      {edited !== null && flow !== null && (
        <QuestionEditor
          run={run}
          text={edited.text}
          flow={flow}
          giveUp={() => {
            givenUp.current = true;
            flow.editQuestion(null);
          }}
        />
      )}
      <div class="question-actions">
        {edited === null && (isCut || isOpen) && (
          <button
            type="button"
            class="icon-button"
            aria-expanded={isOpen}
            aria-label={strings.wholeQuestion}
            title={strings.wholeQuestion}
            onClick={() => {
              setOpen(!isOpen);
            }}
          >
            <Icon name="unfold" />
          </button>
        )}
        {flow !== null && edited === null && run.outcome !== "running" && (
          <>
            <button
              type="button"
              ref={editButton}
              class="icon-button"
              aria-label={strings.editQuestion}
              title={strings.editQuestion}
              onClick={() => {
                flow.editQuestion({ runId: run.runId, text: run.question });
              }}
            >
              <Icon name="edit" />
            </button>
            <button
              type="button"
              class="icon-button"
              aria-label={strings.askAgain}
              title={strings.askAgain}
              aria-disabled={flow.busy}
              onClick={() => {
                flow.ask(askedAgain(run));
              }}
            >
              <Icon name="again" />
            </button>
          </>
        )}
      </div>
    </div>
  );
}

function Chips({ run: { asked, preset, system } }: { readonly run: RunRecord }): JSX.Element | null {
  const way = preset === null ? null : wayOf({ preset, system });
  const labels = [...(preset === null ? [] : [`/${way ?? preset}`]), ...asked.context.map(({ label }) => label)];
  if (labels.length === 0) return null;
  return (
    <ul class="chips" aria-label={strings.attachedTo}>
      {labels.map((label, index) => (
        <li key={index} class="chip">
          <span class="chip-label" title={label}>
            {label}
          </span>
        </li>
      ))}
    </ul>
  );
}

/**
 * Returns whether the question is too long for its two lines at the present width.
 *
 * @param isOpen whether the whole question is shown; then the last result still counts
 */
function useIsCut(isOpen: boolean): { element: RefObject<HTMLHeadingElement | null>; isCut: boolean } {
  const element = useRef<HTMLHeadingElement | null>(null);
  const [isCut, setCut] = useState(false);
  useLayoutEffect(() => {
    const watched = element.current;
    if (watched === null || isOpen) return undefined;
    const look = (): void => {
      setCut(watched.scrollHeight > watched.clientHeight + 1);
    };
    const observer = new ResizeObserver(look);
    observer.observe(watched);
    return () => {
      observer.disconnect();
    };
  }, [isOpen]);
  return { element, isCut };
}

interface QuestionEditorProps {
  readonly run: RunRecord;
  readonly text: string;
  readonly flow: Flow;
  readonly giveUp: () => void;
}

/**
 * Shows an earlier question as a text that the user rewrites in its place. Enter asks it, Escape leaves the question
 * unchanged.
 */
function QuestionEditor({ run, text, flow, giveUp }: QuestionEditorProps): JSX.Element {
  const box = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    box.current?.focus();
    box.current?.setSelectionRange(text.length, text.length);
    // Only when the editor opens: later the cursor stays where the user has put it.
  }, []);
  const resend = (): void => {
    if (!flow.busy && text.trim() !== "") flow.ask(askedAgain(run, text.trim()));
  };
  return (
    <form
      class="question-editor"
      onSubmit={(event) => {
        event.preventDefault();
        resend();
      }}
    >
      <textarea
        ref={box}
        rows={1}
        dir="auto"
        aria-label={strings.editedQuestion}
        value={text}
        onInput={({ currentTarget }) => {
          flow.editQuestion({ runId: run.runId, text: currentTarget.value });
        }}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          if (event.key === "Escape") giveUp();
          else if (event.key === "Enter" && !event.shiftKey) resend();
          else return;
          event.preventDefault();
        }}
      />
      <p class="hint">{strings.editedHint}</p>
      <div class="actions">
        <button type="submit" class="button" aria-disabled={flow.busy || text.trim() === ""}>
          {strings.resend}
        </button>
        <button type="button" class="button secondary" onClick={giveUp}>
          {strings.cancel}
        </button>
      </div>
    </form>
  );
}

/**
 * Returns the question of a run, to be asked again in that run's place and in the same way, possibly with another text.
 */
function askedAgain(run: RunRecord, text = run.question): Asked {
  // A file of a later version may name presets and systems that are unknown here.
  const preset = presetNames.find((name) => name === run.preset);
  const system = systemNames.find((name) => name === run.system);
  return { text, replaces: run.runId, ...(preset && { preset }), ...(system && { system }) };
}
