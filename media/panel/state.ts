import type { PoolStatus, ToPanel } from "../../src/protocol/messages.ts";
import { applyEvent, type RunEvent, type RunRecord, startRecord } from "../../src/protocol/run.ts";

/** Everything the panel draws. The host owns the runs; the panel owns only what the user is writing. */
export interface PanelState {
  readonly runs: readonly RunRecord[];
  /** Who would answer; null until the host's first snapshot. */
  readonly status: PoolStatus | null;
  /** Labels of what goes with the next question. */
  readonly attached: readonly string[];
  /** What stands in the question box. */
  readonly draft: string;
  /** A question on its way to the host; null once its run has started. */
  readonly asked: string | null;
  /** Why the last request failed. */
  readonly failure: string | null;
  /** Grows whenever the question box should take the focus. */
  readonly focusRequests: number;
}

/** What changes the panel: the host's messages and what the user does here. */
export type PanelAction =
  | ToPanel
  | { readonly type: "edit"; readonly text: string }
  | { readonly type: "asked"; readonly text: string }
  | { readonly type: "dismiss-failure" };

/** The panel before the host has spoken. */
export function initialState(draft: string): PanelState {
  return { runs: [], status: null, attached: [], draft, asked: null, failure: null, focusRequests: 0 };
}

/** Whether a question is being answered; the next one has to wait. */
export function isBusy({ runs, asked }: PanelState): boolean {
  return asked !== null || runs.at(-1)?.outcome === "running";
}

/** The panel after one more action. */
export function reduce(state: PanelState, action: PanelAction): PanelState {
  switch (action.type) {
    case "snapshot": {
      const { runs, status, attached } = action;
      return { ...state, runs, status, attached, asked: null, failure: null };
    }
    case "event":
      return withEvent(state, action.runId, action.event);
    case "status":
      return { ...state, status: action.status };
    case "attached":
      return { ...state, attached: action.attached };
    case "compose":
      return {
        ...state,
        draft: action.text,
        // A question that comes back was not asked.
        asked: state.asked === action.text ? null : state.asked,
        focusRequests: state.focusRequests + 1,
      };
    case "failure":
      // A question that never became a run goes back into the box, unless another one is being written there.
      return { ...state, failure: action.message, asked: null, draft: state.draft || (state.asked ?? "") };
    case "edit":
      return { ...state, draft: action.text };
    case "asked": {
      // An example may be asked while something else is being written.
      const draft = state.draft === action.text ? "" : state.draft;
      return { ...state, draft, asked: action.text, failure: null };
    }
    case "dismiss-failure":
      return { ...state, failure: null };
  }
}

function withEvent(state: PanelState, runId: string, event: RunEvent): PanelState {
  if (event.type === "run-start") {
    const others = state.runs.filter((run) => run.runId !== runId);
    return { ...state, runs: [...others, startRecord(event)], asked: null };
  }
  return { ...state, runs: state.runs.map((run) => (run.runId === runId ? applyEvent(run, event) : run)) };
}
