import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { RunRecord } from "../../../src/protocol/index.ts";
import { askedAgain } from "../asked-again.ts";
import type { Flow } from "../flow.ts";
import { strings } from "../strings.ts";

interface QuestionEditorProps {
  readonly run: RunRecord;
  readonly text: string;
  readonly flow: Flow;
  readonly giveUp: () => void;
}

/** An earlier question that is written anew where it stands. Enter asks it, Escape leaves it as it was. */
export function QuestionEditor({ run, text, flow, giveUp }: QuestionEditorProps): JSX.Element {
  const box = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    box.current?.focus();
    box.current?.setSelectionRange(text.length, text.length);
    // Only when it opens: later the cursor is where the user has put it.
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
