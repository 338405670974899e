import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { limits } from "../../../src/protocol/index.ts";
import { dragsFiles, droppedUris } from "../dropped-uris.ts";
import type { Flow } from "../flow.ts";
import { picturesIn } from "../pictures.ts";
import { textIn } from "../recall.ts";
import { wayLabel } from "../record/way-label.ts";
import { askedOf, type PanelAction, type PanelState } from "../state.ts";
import { strings } from "../strings.ts";
import type { SuggestedAction } from "../suggestions.ts";
import { post } from "../vscode.ts";
import { Attached } from "./attached.tsx";
import { Icon } from "./icons.tsx";
import { Queued } from "./queued.tsx";
import { SuggestionList, useSuggestions } from "./suggestions.tsx";
import { usePictures } from "./use-pictures.ts";
import { useUniqueId } from "./use-unique-id.ts";

interface ComposerProps {
  readonly state: PanelState;
  readonly busy: boolean;
  readonly ask: Flow["ask"];
  readonly preview: Flow["ask"];
  readonly dispatch: (action: PanelAction) => void;
}

/**
 * Shows the question box. Enter sends, also while a question is being answered; the new question then waits. Alt+Enter
 * previews, Shift+Enter starts a new line; `/` and `#` suggest choices for the question.
 */
export function Composer({ state, busy, ask, preview, dispatch }: ComposerProps): JSX.Element {
  const { focusRequests } = state;
  const text = textIn(state);
  const box = useRef<HTMLTextAreaElement>(null);
  const listId = useUniqueId();
  const pictures = usePictures(dispatch);
  const dropping = useFileDrop(dispatch, pictures.add);
  const edit = (next: string): void => {
    dispatch({ type: "edit", text: next });
  };
  const choose = (action: SuggestedAction): void => {
    if ("manner" in action) dispatch({ type: "choose", manner: action.manner });
    else if ("task" in action) post({ type: "begin-task", task: action.task });
    else post({ type: "add-context", kind: action.context });
  };
  const suggesting = useSuggestions(box, edit, choose);
  const focus = (): void => {
    box.current?.focus();
  };
  // A layout effect, so that keys typed at once go to the box.
  useLayoutEffect(() => {
    if (focusRequests > 0) focus();
  }, [focusRequests]);
  const send = (how: Flow["ask"]): void => {
    pictures.then(() => {
      how(askedOf(state));
    });
  };
  /**
   * Recalls an earlier text, as in a shell, if an arrow key cannot move the cursor. Returns whether it handled the key.
   */
  const recall = (event: KeyboardEvent, element: HTMLTextAreaElement): boolean => {
    const { key } = event;
    if (key !== "ArrowUp" && (key !== "ArrowDown" || state.recalled === null)) return false;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
    const { selectionStart, selectionEnd, value } = element;
    const isAtEdge = selectionStart === 0 || (state.recalled !== null && selectionStart === value.length);
    if (!isAtEdge || selectionStart !== selectionEnd) return false;
    dispatch({ type: "recall", older: key === "ArrowUp" });
    element.setSelectionRange(element.value.length, element.value.length);
    return true;
  };
  const { suggested, active } = suggesting;
  const way = wayLabel({ ...state.status, ...state.manner });
  const hint = busy ? strings.queueHint : strings.questionHint;
  return (
    <form
      class={dropping ? "composer dropping" : "composer"}
      aria-label={strings.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send(ask);
      }}
    >
      {suggested !== null && <SuggestionList id={listId} lines={suggested.lines} {...suggesting} />}
      <Queued queued={state.queued} focus={focus} />
      <div class="composer-box">
        <Attached state={state} dispatch={dispatch} focus={focus} />
        <textarea
          ref={box}
          rows={1}
          dir="auto"
          aria-label={strings.question}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={suggested === null ? undefined : listId}
          aria-activedescendant={suggested === null ? undefined : `${listId}-${active}`}
          placeholder={dropping ? strings.dropHere : hint}
          value={text}
          onInput={({ currentTarget }) => {
            suggesting.onInput(currentTarget);
          }}
          onPaste={(event) => {
            const pasted = picturesIn(event.clipboardData);
            // If the clipboard also holds text, for example from a table, the text is pasted.
            if (pasted.length === 0 || event.clipboardData?.types.includes("text/plain") === true) return;
            event.preventDefault();
            pictures.add(pasted);
          }}
          onSelect={suggesting.look}
          onBlur={suggesting.close}
          onKeyDown={(event) => {
            if (event.isComposing || suggesting.onKey(event)) return;
            if (recall(event, event.currentTarget)) {
              event.preventDefault();
              return;
            }
            if (event.key !== "Enter" || event.shiftKey) return;
            event.preventDefault();
            send(event.altKey ? preview : ask);
          }}
        />
        <div class="composer-bar">
          <button
            type="button"
            class="quiet-button"
            title={strings.addContextHint}
            onClick={() => {
              post({ type: "add-context" });
            }}
          >
            <Icon name="add" />
            <span class="spare-words">{strings.addContext}</span>
          </button>
          <button
            type="button"
            class="quiet-button preview-button"
            title={strings.previewHint}
            aria-disabled={text.trim() === ""}
            onClick={() => {
              send(preview);
            }}
          >
            {strings.preview}
          </button>
          <button
            type="button"
            class="quiet-button way-button"
            aria-label={strings.nextWay(way)}
            title={strings.nextWayHint}
            onClick={() => {
              post({ type: "command", command: "smcs.chooseWay" });
            }}
          >
            <span class="header-words">{way}</span>
            <Icon name="unfold" />
          </button>
          <SendButton busy={busy} empty={text.trim() === ""} />
        </div>
      </div>
    </form>
  );
}

/**
 * Shows the button that sends the question, or stops the run while one is being answered. It is a single element, so it
 * keeps the focus.
 */
function SendButton({ busy, empty }: { readonly busy: boolean; readonly empty: boolean }): JSX.Element {
  const label = busy ? strings.stop : strings.send;
  return (
    <button
      type={busy ? "button" : "submit"}
      class="send"
      aria-label={label}
      title={label}
      aria-disabled={!busy && empty}
      onClick={({ detail }) => {
        // The second half of a double click on Send lands on Stop and is ignored.
        if (busy && detail <= 1) post({ type: "stop" });
      }}
    >
      <Icon name={busy ? "stop" : "send"} />
    </button>
  );
}

/**
 * Attaches files and pictures that are dropped anywhere on the panel. Returns whether files are being dragged over it.
 */
function useFileDrop(dispatch: (action: PanelAction) => void, addPictures: (files: readonly File[]) => void): boolean {
  const [dragging, setDragging] = useState(false);
  useLayoutEffect(() => {
    const over = (event: DragEvent): void => {
      if (event.dataTransfer === null || !dragsFiles(event.dataTransfer)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      setDragging(true);
    };
    const leave = (event: DragEvent): void => {
      // Moving between elements of the page does not leave the page.
      if (event.relatedTarget === null) setDragging(false);
    };
    const drop = (event: DragEvent): void => {
      setDragging(false);
      if (event.dataTransfer === null || !dragsFiles(event.dataTransfer)) return;
      event.preventDefault();
      const uris = droppedUris(event.dataTransfer);
      const pictures = picturesIn(event.dataTransfer);
      if (uris.length > limits.dropped)
        dispatch({ type: "fail", message: strings.dropTooMany(uris.length, limits.dropped) });
      else if (pictures.length > 0) {
        addPictures(pictures);
        const isMore = event.dataTransfer.files.length > pictures.length;
        if (isMore) dispatch({ type: "fail", message: strings.dropFromOutside });
      } else if (uris.length > 0) post({ type: "attach", uris });
      else dispatch({ type: "fail", message: strings.dropFromOutside });
    };
    const listeners = { dragover: over, dragenter: over, dragleave: leave, drop } as const;
    for (const [name, listener] of Object.entries(listeners)) window.addEventListener(name as "drop", listener);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) window.removeEventListener(name as "drop", listener);
    };
  }, [dispatch, addPictures]);
  return dragging;
}
