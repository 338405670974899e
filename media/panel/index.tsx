/** The panel's page: it knows the protocol, records and conversations, and what all rooms of the core share. This file starts it. */
import { render } from "preact";
import { limits, parseToPanel } from "../../src/protocol/index.ts";
import { atMostEvery } from "./at-most-every.ts";
import { Panel } from "./components/panel.tsx";
import type { FurtherWork } from "./flow.ts";
import { onceAFrame } from "./once-a-frame.ts";
import "./panel.css";
import { readingPlace, returnTo } from "./reading-place.ts";
import { strings } from "./strings.ts";
import { lastKnown, sentMeanwhile } from "./sent-meanwhile.ts";
import { type Asked, askedOf, initialState, isBusy, type PanelAction, reduce } from "./state.ts";
import { post, readSaved, save } from "./vscode.ts";

const root = document.createElement("div");
root.id = "panel";
document.body.append(root);

const saved = readSaved();
let state = initialState(saved);
let place = saved.place;
let isJudged = false;

function draw(): void {
  render(<Panel state={state} dispatch={act} ask={ask} preview={preview} goOn={goOn} />, root);
  const box = root.querySelector<HTMLElement>(".conversation");
  if (place === null || box === null || state.runs.length === 0) return;
  returnTo(place, box);
  place = null;
}

const drawSoon = onceAFrame(draw);
/** Draws at intervals, because a reader cannot follow a stream any faster. */
const drawCalmly = atMostEvery(90, drawSoon);

function apply(action: PanelAction): void {
  const before = state;
  state = reduce(state, action);
  const { draft, manner, edited, unsent } = state;
  const known = lastKnown(state.runs);
  const isSame =
    draft === before.draft && manner === before.manner && edited === before.edited && unsent === before.unsent;
  // Before the chat is open, its runs are unknown.
  const isKnown = known === null || known === lastKnown(before.runs);
  if (!isSame || !isKnown) save({ draft, manner, edited, unsent, known });
}

/** Drops the restored draft if it was sent in the meantime. */
function dropSent(): void {
  if (isJudged || state.runs.length === 0) return;
  isJudged = true;
  if (state.draft === saved.draft && sentMeanwhile(saved, state.runs)) apply({ type: "was-sent" });
}

/** Applies an action of the user and draws at once: a box that lags behind its own text would lose letters. */
function act(action: PanelAction): void {
  apply(action);
  draw();
}

/** Returns whether a message only continues texts that have already begun. */
function isMereText(action: PanelAction): boolean {
  if (action.type !== "events") return false;
  return action.events.every(({ event }) => event.type.endsWith("-delta") && !("firstTokenMs" in event));
}

function ask(asked: Asked): void {
  if (asked.text.trim() === "") return;
  if (isBusy(state)) {
    // A question that replaces a run cannot wait, because other questions would follow the run by then.
    if (asked.replaces !== undefined) return;
    if (state.queued.length >= limits.queued) {
      act({ type: "fail", message: strings.queueFull(limits.queued) });
      return;
    }
  }
  act({ type: "asked", asked });
  post({ type: "ask", ...asked });
}

/** Asks the host for a preview of a question. */
function preview({ replaces: _, ...question }: Asked): void {
  if (question.text.trim() !== "") post({ type: "preview", ...question });
}

/** Asks the host to continue a run that has ended. */
function goOn(work: FurtherWork): void {
  if (isBusy(state)) return;
  act({ type: "retried" });
  post(work);
}

window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  const message = parseToPanel(data);
  if (message === null) return;
  if (message.type === "show-run") place = { runId: message.runId, past: 0 };
  apply(message);
  if (message.type === "snapshot") dropSent();
  if (isMereText(message)) drawCalmly();
  else drawSoon();
  if (message.type === "preview-draft") preview(askedOf(state));
});

const savePlace = onceAFrame(() => {
  const box = root.querySelector<HTMLElement>(".conversation");
  if (box !== null) save({ place: readingPlace(box) });
});
root.addEventListener("scroll", savePlace, { capture: true, passive: true });

post({ type: "ready" });
