import type { JSX } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { type Flow, FlowContext } from "../flow.ts";
import { askedOf, isBusy, type PanelAction, type PanelState } from "../state.ts";
import { strings } from "../strings.ts";
import { post } from "../vscode.ts";
import { Composer } from "./composer.tsx";
import { Conversation } from "./conversation.tsx";
import { Icon } from "./icons.tsx";
import { LearnedTexts } from "./learned.tsx";
import { OwnChecks } from "./own-example.tsx";
import { Preview } from "./preview.tsx";
import { StatusHeader } from "./status-header.tsx";
import { useKeptFocus } from "./use-kept-focus.ts";
import { BankTexts } from "./why/bank-texts.ts";

/** The actions of the user here that change what the panel shows. */
interface PanelProps extends Pick<Flow, "ask" | "goOn"> {
  readonly state: PanelState;
  readonly dispatch: (action: PanelAction) => void;
  /** Asks the host for a preview of a question. */
  readonly preview: Flow["ask"];
}

/**
 * Shows the whole panel. The panel is empty before the first snapshot, because anything shown earlier could turn out
 * wrong a moment later.
 */
export function Panel({ state, dispatch, ask, preview, goOn }: PanelProps): JSX.Element | null {
  const { runs, announced, status, failure, edited, unknown } = state;
  const busy = isBusy(state);
  const page = useRef(document.body);
  const flow = useMemo((): Flow => {
    const editQuestion: Flow["editQuestion"] = (next) => {
      dispatch({ type: "edit-question", edited: next });
    };
    const checkOwn: Flow["checkOwn"] = (runId, text) => {
      dispatch({ type: "check-own", runId });
      post({ type: "check-own", runId, text });
    };
    return { busy, edited, ask, editQuestion, goOn, checkOwn };
  }, [busy, edited, ask, goOn, dispatch]);
  // Takes the focus over from an element that disappears and has no other successor nearby.
  useKeptFocus(page, (all) => all.querySelector<HTMLElement>(".composer textarea"));
  if (status === null) return null;
  const askExample = (text: string): void => {
    ask({ text });
  };
  const endPreview = (asking: boolean): void => {
    const { question: text, plan } = state.preview ?? { question: "", plan: null };
    if (asking && plan?.held === false) dispatch({ type: "asked", asked: { ...askedOf(state), text } });
    post({ type: "end-preview", ask: asking });
  };
  const dismiss = (): void => {
    dispatch({ type: "dismiss-failure" });
  };
  return (
    <FlowContext.Provider value={flow}>
      <StatusHeader status={status} />
      <BankTexts.Provider value={state.bankTexts}>
        <LearnedTexts.Provider value={state.learned}>
          <OwnChecks.Provider value={state.ownChecks}>
            <Conversation runs={runs} status={status} unknown={unknown} ask={askExample} />
          </OwnChecks.Provider>
        </LearnedTexts.Provider>
        {state.preview !== null && <Preview preview={state.preview} end={endPreview} />}
      </BankTexts.Provider>
      {failure !== null && <Failure message={failure} dismiss={dismiss} />}
      <Composer state={state} busy={busy} ask={ask} preview={preview} dispatch={dispatch} />
      {/* Each sentence is a separate element: a screen reader may misread one that replaces another. */}
      <div class="visually-hidden" role="log" aria-live="polite">
        {announced.sentences.map(({ id, text }) => (
          <p key={id}>{text}</p>
        ))}
      </div>
    </FlowContext.Provider>
  );
}

/** Shows why the last request failed. */
function Failure(props: { readonly message: string; readonly dismiss: () => void }): JSX.Element {
  return (
    <div class="failure" role="alert">
      <Icon name="warning" />
      <span class="grow">{props.message}</span>
      <button type="button" class="icon-button" aria-label={strings.dismiss} onClick={props.dismiss}>
        <Icon name="cross" />
      </button>
    </div>
  );
}
