import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { bestMerged } from "../../../src/core/conversation/index.ts";
import type { CandidateRecord, ReplyStatus, RunRecord } from "../../../src/core/record/index.ts";
import { keepLine, type Lines, linesOf } from "../kept-line.ts";
import { answerLabel, candidateWords, changeWords, draftLabel } from "../record/answer-label.ts";
import { replyOf } from "../record/candidates.ts";
import { draftOf } from "../record/draft.ts";
import { isMerged } from "../record/system-traits.ts";
import { returnTo } from "../reading-place.ts";

/** The common part of an answer and a draft. */
interface Readable {
  readonly text: string;
  readonly thinking: string;
  readonly status: ReplyStatus;
  readonly error: string | null;
}

/** The text of a run to show. */
export interface ShownAnswer {
  /** Null while there is no text. */
  readonly shown: { readonly key: string; readonly reply: Readable } | null;
  /** Names the author of the text. */
  readonly label: string;
  /** Whether the draft stays although there is an answer, because the draft is being read. */
  readonly isHeld: boolean;
  /** Shows the answer in place of a held draft. */
  readonly release: () => void;
}

/**
 * Returns the text to show: the draft, then the answer. A draft that is being read stays until the reader asks for the
 * answer. Otherwise the answer takes its place, and the line in the middle of the visible text keeps its place on the
 * screen. If that line would have to move too far, the draft stays too.
 */
export function useAnswer(run: RunRecord, section: RefObject<HTMLElement | null>): ShownAnswer {
  const drafted = useRef<number | null>(null);
  const wasDraft = useRef(false);
  const held = useRef(false);
  const replaced = useRef<Lines | null>(null);
  const [, redraw] = useState(0);
  const answer = answerOf(run);
  const best = useBestMerged(run);
  if (answer === null) drafted.current = draftOf(run, drafted.current);
  else if (wasDraft.current && section.current !== null) {
    held.current = isBeingRead(section.current);
    if (!held.current && run.choice === null) replaced.current = linesOf(section.current);
  }
  wasDraft.current = answer === null && drafted.current !== null && run.outcome === "running";
  const draft = drafted.current === null ? undefined : run.references[drafted.current];
  useLayoutEffect(() => {
    const lines = replaced.current;
    replaced.current = null;
    if (lines === null || section.current === null || keepLine(section.current, lines)) return;
    held.current = true;
    redraw((count) => count + 1);
  });
  const release = (): void => {
    held.current = false;
    redraw((count) => count + 1);
    const box = section.current?.closest<HTMLElement>(".conversation");
    if (box != null) returnTo({ runId: run.runId, past: 0 }, box);
  };
  // A user who chooses a reply wants to see it.
  const isHeld = held.current && draft !== undefined && run.choice === null;
  if (answer === null && best !== null)
    return { shown: keyed(best), label: candidateWords(run, best), isHeld: false, release };
  if (draft !== undefined && (answer === null || isHeld))
    return { shown: { key: `draft ${drafted.current}`, reply: draft }, label: draftLabel(run, draft), isHeld, release };
  if (answer === null) return { shown: null, label: "", isHeld: false, release };
  // After a stop, the answer that the user went on with is the draft itself.
  const isDraft = run.outcome !== "done" && run.fallback !== null;
  const change = draft === undefined || isDraft ? null : changeWords(draft.text, answer.reply.text);
  return { shown: answer, label: [answerLabel(run), ...(change ?? [])].join(" · "), isHeld, release };
}

function answerOf(run: RunRecord): ShownAnswer["shown"] {
  const { fallback, winner, choice, references } = run;
  const single = fallback !== null && winner !== null && choice === null ? references[winner] : undefined;
  if (single !== undefined) return { key: "single", reply: single };
  const reply = replyOf(run);
  if (reply === null) return null;
  // The thinking of an answer that was not merged is that of its reference.
  const thinking = isMerged(run) ? undefined : references[reply.subset]?.thinking;
  return keyed(thinking === undefined ? reply : { ...reply, thinking });
}

function keyed(reply: CandidateRecord): NonNullable<ShownAnswer["shown"]> {
  return { key: `answer ${reply.subset}`, reply };
}

/** Returns the best merged text of a stopped run, which stays readable when the run goes on. */
function useBestMerged(run: RunRecord): CandidateRecord | null {
  const shown = useRef<number | null>(null);
  if (run.outcome !== "running") shown.current = bestMerged(run)?.subset ?? null;
  return run.candidates.find(({ subset, status }) => subset === shown.current && status === "finished") ?? null;
}

/**
 * Returns whether the user is reading a text: its beginning is scrolled out of view, part of it is selected, or the
 * keyboard has moved the focus into it.
 */
function isBeingRead(section: HTMLElement): boolean {
  const box = section.closest(".conversation");
  if (section.querySelector(":focus-visible") !== null) return true;
  const selection = document.getSelection();
  if (selection?.isCollapsed === false && section.contains(selection.anchorNode)) return true;
  return box !== null && section.getBoundingClientRect().top < box.getBoundingClientRect().top - 4;
}
