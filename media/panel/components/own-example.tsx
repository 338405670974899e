import { createContext, type JSX } from "preact";
import { useContext, useLayoutEffect, useRef, useState } from "preact/hooks";
import { limits } from "../../../src/protocol/index.ts";
import { FlowContext } from "../flow.ts";
import { strings } from "../strings.ts";
import { Icon } from "./icons.tsx";
import { useUniqueId } from "./use-unique-id.ts";

/** The runs whose answers are being run on the reader's examples, with null, and those where that failed, with why. */
export const OwnChecks = createContext<ReadonlyMap<string, string | null>>(new Map());

interface OwnExampleProps {
  readonly runId: string;
  readonly close: () => void;
}

/** Shows the box for an example of the reader's own. Enter runs it; Escape closes the box. */
export function OwnExample({ runId, close }: OwnExampleProps): JSX.Element | null {
  const flow = useContext(FlowContext);
  const state = useContext(OwnChecks).get(runId);
  const [text, setText] = useState("");
  const box = useRef<HTMLTextAreaElement>(null);
  const hint = useUniqueId();
  const isRunning = state === null;
  const wasRunning = useRef(isRunning);
  useLayoutEffect(() => {
    box.current?.focus();
  }, []);
  useLayoutEffect(() => {
    // A text that could not be run stays, to be mended.
    if (wasRunning.current && state === undefined) setText("");
    wasRunning.current = isRunning;
  }, [state]);
  if (flow === null) return null;
  const run = (): void => {
    if (!isRunning && text.trim() !== "") flow.checkOwn(runId, text.trim());
  };
  return (
    <form
      class="question-editor own-example"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        close();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        run();
      }}
    >
      <textarea
        ref={box}
        rows={2}
        dir="auto"
        spellcheck={false}
        maxLength={limits.ownExamples}
        value={text}
        placeholder="double(2) == 4"
        aria-label={strings.ownExampleLabel}
        aria-describedby={hint}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
            event.preventDefault();
            run();
          }
        }}
      />
      <p class="hint" id={hint}>
        {strings.ownExampleHint}
      </p>
      {typeof state === "string" && (
        <p class="own-failure" role="alert">
          <Icon name="warning" />
          <span>{state}</span>
        </p>
      )}
      <div class="actions">
        <button type="submit" class="button" aria-disabled={isRunning || text.trim() === ""}>
          {isRunning ? strings.runningOwnExample : strings.runOwnExample}
        </button>
        <button type="button" class="button secondary" onClick={close}>
          {strings.cancel}
        </button>
      </div>
    </form>
  );
}
