import { applyEvent, type RunEvent, type RunRecord, startRecord } from "../../src/core/record/index.ts";
import type {
  AttachedItem,
  BankQuestionText,
  Manner,
  PoolStatus,
  Preview,
  QueuedQuestion,
  ToPanel,
} from "../../src/protocol/index.ts";
import { announce, type Announced, nothingAnnounced, withSentence } from "./record/announcement.ts";
import { keptUnsent, recalledNext, textIn, withoutText } from "./recall.ts";
import { strings } from "./strings.ts";

/** A question that was sent to the host. */
export interface Asked extends Manner {
  readonly text: string;
  /** The run that the question replaces. */
  readonly replaces?: string;
}

/** An earlier question that the user is rewriting. */
export interface Edited {
  readonly runId: string;
  readonly text: string;
}

/** A question that no simulated model can answer. */
export interface UnknownQuestion {
  readonly text: string;
  /** Questions that the simulated models can answer, nearest first. */
  readonly nearest: readonly string[];
  /** Whether VS Code has models of its own that could answer instead. */
  readonly editorModels: boolean;
}

/** The user's unsent writing, which outlives the panel. */
export interface Writing {
  /** The text in the question box. */
  readonly draft: string;
  /** The choices for the next question only. */
  readonly manner: Manner;
  readonly edited: Edited | null;
  /** Written texts that were replaced by another text without being sent, newest last. */
  readonly unsent: readonly string[];
}

/** Everything that the panel draws. The host owns the runs; the panel owns only the user's writing. */
export interface PanelState extends Writing {
  readonly runs: readonly RunRecord[];
  /** The sentences for a screen reader since the snapshot. */
  readonly announced: Announced;
  /** The models that would answer; null until the host's first snapshot. */
  readonly status: PoolStatus | null;
  /** The attachments of the next question. */
  readonly attached: readonly AttachedItem[];
  /** Number of tokens that every model can read; null when unknown. */
  readonly room: number | null;
  /** An earlier text that is shown in the box in place of the draft, until it is changed or left. */
  readonly recalled: string | null;
  /** Questions that wait for the present one, the next one first. */
  readonly queued: readonly QueuedQuestion[];
  /** The question just sent; null once its run has started. */
  readonly asked: Asked | null;
  /** The preview of a question; null when none is requested. */
  readonly preview: Preview | null;
  /** The host's information on bank questions, by id. */
  readonly bankTexts: ReadonlyMap<string, BankQuestionText>;
  /** Sentences on what the question bank has learned from runs, by run. */
  readonly learned: ReadonlyMap<string, string>;
  /** Runs on which examples of the reader's own are run: null while they are, else why they were not run. */
  readonly ownChecks: ReadonlyMap<string, string | null>;
  /** Why the last request failed. */
  readonly failure: string | null;
  /** A question that the demo does not know, with the nearest known questions. */
  readonly unknown: UnknownQuestion | null;
  /** Grows whenever the question box should take the focus. */
  readonly focusRequests: number;
}

/** The part of the choice for one question that is removed; a way is both parts. */
export type Unchosen = keyof Manner | "way";

/** Changes of the panel: the host's messages and the user's actions here. */
export type PanelAction =
  | ToPanel
  | { readonly type: "edit"; readonly text: string }
  /** The restored draft had been sent. */
  | { readonly type: "was-sent" }
  /** Recalls the text before or after the one in the box. */
  | { readonly type: "recall"; readonly older: boolean }
  | { readonly type: "choose"; readonly manner: Manner }
  /** A choice is removed, so that the settings apply again. */
  | { readonly type: "unchoose"; readonly what: Unchosen }
  | { readonly type: "edit-question"; readonly edited: Edited | null }
  | { readonly type: "asked"; readonly asked: Asked }
  | { readonly type: "check-own"; readonly runId: string }
  | { readonly type: "retried" }
  | { readonly type: "fail"; readonly message: string }
  | { readonly type: "dismiss-failure" };

export const nothingWritten: Writing = { draft: "", manner: {}, edited: null, unsent: [] };

/** Returns the panel's state before the host's first message. */
export function initialState(writing: Writing): PanelState {
  const none = {
    runs: [],
    announced: nothingAnnounced([]),
    status: null,
    attached: [],
    room: null,
    recalled: null,
    queued: [],
    asked: null,
    preview: null,
    failure: null,
    unknown: null,
  };
  return { ...writing, ...none, bankTexts: new Map(), learned: new Map(), ownChecks: new Map(), focusRequests: 0 };
}

/** Returns the question that the user would ask now. */
export function askedOf(state: PanelState): Asked {
  return { text: textIn(state), ...state.manner };
}

/** Returns whether a question is being answered; the next one waits for it. */
export function isBusy({ runs, asked }: PanelState): boolean {
  return asked !== null || runs.some(({ outcome }) => outcome === "running");
}

/** Returns the panel's state after an action. */
export function reduce(state: PanelState, action: PanelAction): PanelState {
  switch (action.type) {
    case "snapshot": {
      const { runs, status, attached, room = null, preview = null, queued = [], learned = [] } = action;
      return {
        ...state,
        runs,
        status,
        attached,
        room,
        preview,
        queued,
        learned: new Map(learned.flatMap(({ runId, text }) => (text === null ? [] : [[runId, text] as const]))),
        announced: nothingAnnounced(runs),
        ownChecks: new Map(),
        recalled: null,
        asked: null,
        failure: null,
        unknown: null,
      };
    }
    case "event":
      return withEvent(state, action.runId, action.event);
    case "events":
      return action.events.reduce((so, { runId, event }) => withEvent(so, runId, event), state);
    case "status":
      return { ...state, status: action.status, unknown: action.status.mode === "demo" ? state.unknown : null };
    case "attached":
      return { ...state, attached: action.attached, room: action.room ?? null };
    case "queue": {
      const { queued } = action;
      const waits = queued.some(({ text }) => text === state.asked?.text.trim());
      const added = queued.filter(({ id }) => state.queued.every((one) => one.id !== id));
      const announced = added.reduce((so, { text }) => withSentence(so, strings.announceQueued(text)), state.announced);
      return { ...state, queued, announced, asked: waits ? null : state.asked };
    }
    case "take-back":
      return takenBack(state, action.questions);
    case "preview": {
      const { preview } = action;
      return preview === null ? withFocus({ ...state, preview }) : { ...state, preview };
    }
    case "preview-draft":
    case "focus":
      return withFocus(state);
    case "bank-questions": {
      const told = action.questions.map((question) => [question.id, question] as const);
      return { ...state, bankTexts: new Map([...state.bankTexts, ...told]) };
    }
    case "learned": {
      const { runId, text } = action;
      const learned = new Map(state.learned);
      if (text === null) learned.delete(runId);
      else learned.set(runId, text);
      return { ...state, learned, announced: text === null ? state.announced : withSentence(state.announced, text) };
    }
    case "check-own":
      return { ...state, ownChecks: new Map(state.ownChecks).set(action.runId, null) };
    case "own-checked": {
      const ownChecks = new Map(state.ownChecks);
      if (action.failure === null) ownChecks.delete(action.runId);
      else ownChecks.set(action.runId, action.failure);
      return { ...state, ownChecks };
    }
    case "show-run":
      return state;
    case "not-asked":
      return givenBack(state, action);
    case "failure":
    case "fail":
      return { ...state, failure: action.message };
    case "edit":
      return edited(state, action.text);
    case "was-sent":
      return { ...state, draft: "", manner: {} };
    case "recall":
      return { ...state, recalled: recalledNext(state, action.older) };
    case "choose":
      return withFocus({ ...state, manner: { ...state.manner, ...action.manner } });
    case "unchoose": {
      const { what } = action;
      const { preset, system } = what === "way" ? {} : state.manner;
      const manner = {
        ...(preset !== undefined && what !== "preset" && { preset }),
        ...(system !== undefined && what !== "system" && { system }),
      };
      return withFocus({ ...state, manner });
    }
    case "edit-question":
      return { ...state, edited: action.edited };
    case "asked":
      return asking(state, action.asked);
    case "retried":
    case "dismiss-failure":
      return withFocus({ ...state, failure: null });
  }
}

/** A changed recalled text becomes the draft; the previous draft is kept. */
function edited(state: PanelState, text: string): PanelState {
  if (state.recalled === null) return { ...state, draft: text };
  return { ...state, draft: text, recalled: null, unsent: keptUnsent(state.unsent, state.draft) };
}

/** Clears the text that is sent. The user may ask an example while writing something else. */
function asking(state: PanelState, asked: Asked): PanelState {
  // A question sent while another is being answered waits, and has no run yet.
  const sent = { ...state, asked: isBusy(state) ? state.asked : asked, failure: null, unknown: null };
  if (asked.replaces !== undefined) return withFocus({ ...sent, edited: null });
  const unsent = withoutText(state.unsent, asked.text);
  if (state.recalled?.trim() === asked.text.trim()) return { ...sent, recalled: null, manner: {}, unsent };
  if (state.draft.trim() === asked.text.trim()) return { ...sent, draft: "", manner: {}, unsent };
  return withFocus({ ...sent, manner: {}, unsent });
}

/**
 * Returns a question without a run to the place where it was written, unless the user is writing something else there.
 */
function givenBack(state: PanelState, back: Extract<ToPanel, { type: "not-asked" }>): PanelState {
  const { text, replaces, failure } = back;
  const unknown = back.unknown === undefined ? null : { text, ...back.unknown };
  const free = { ...state, failure: failure ?? state.failure, asked: null, unknown };
  if (replaces === null) {
    if (state.draft.trim() !== "") return withFocus({ ...free, unsent: keptUnsent(state.unsent, text) });
    return withFocus({ ...free, draft: text, recalled: null, manner: { ...mannerOf(back), ...state.manner } });
  }
  const isRewritten = state.runs.some(({ runId, question }) => runId === replaces && question !== text);
  return isRewritten && state.edited === null ? { ...free, edited: { runId: replaces, text } } : withFocus(free);
}

/** Returns waiting questions to the question box, before the text that is being written there. */
function takenBack(state: PanelState, questions: Extract<ToPanel, { type: "take-back" }>["questions"]): PanelState {
  const texts = questions.map(({ text }) => text).filter((text) => text !== state.draft.trim());
  const manner = questions.reduceRight<Manner>((so, question) => ({ ...so, ...mannerOf(question) }), {});
  const isAsked = questions.some(({ text }) => text === state.asked?.text.trim());
  return withFocus({
    ...state,
    draft: [...texts, ...(state.draft.trim() === "" ? [] : [state.draft])].join("\n\n"),
    recalled: null,
    manner: { ...manner, ...state.manner },
    asked: isAsked ? null : state.asked,
  });
}

function mannerOf({ preset, system }: Manner): Manner {
  return { ...(preset !== undefined && { preset }), ...(system !== undefined && { system }) };
}

function withFocus(state: PanelState): PanelState {
  return { ...state, focusRequests: state.focusRequests + 1 };
}

function withEvent(state: PanelState, runId: string, event: RunEvent): PanelState {
  if (event.type === "run-start") {
    const run = startRecord(event);
    const runs = [...state.runs.filter((one) => one.runId !== runId), run];
    return { ...state, runs, announced: announce(state.announced, event, run, run), asked: null };
  }
  const before = state.runs.find((run) => run.runId === runId);
  if (before === undefined) return state;
  const run = applyEvent(before, event);
  const runs = state.runs.map((one) => (one === before ? run : one));
  return { ...state, runs, announced: announce(state.announced, event, before, run) };
}
