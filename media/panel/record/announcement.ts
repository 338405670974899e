import { wasBrokenOff } from "../../../src/core/conversation/index.ts";
import { type RunEvent, type RunRecord, standingReply } from "../../../src/core/record/index.ts";
import { strings } from "../strings.ts";
import { isScored } from "./answer-label.ts";
import { candidateNumber, replyOf } from "./candidates.ts";
import { draftOf } from "./draft.ts";
import { stoppedWords } from "./stopped-words.ts";
import { isMerged, isSole } from "./system-traits.ts";
import { verdictOf, verdictWords } from "./verdict.ts";

/** The sentences for a screen reader, and the state of the run that they describe. */
export interface Announced {
  /** The run that began or was continued last. */
  readonly runId: string | null;
  /** Index of the reference whose text was announced as that run's draft; null for none. */
  readonly draft: number | null;
  /** Whether that run has been decided since it began or was continued. */
  readonly isDecided: boolean;
  /** The sentences in order. Each has its own number, because the same words twice are two announcements. */
  readonly sentences: readonly { readonly id: number; readonly text: string }[];
}

/** Maximum number of kept sentences. Earlier ones were read aloud long ago. */
const MOST_KEPT = 8;
/**
 * Maximum number of characters of a sentence: a pasted question or a model's name may be very long, and the listener
 * cannot skip it.
 */
const MOST_SPOKEN = 500;

/**
 * Returns the state before any announcement. Texts that these runs already show are never announced, because the panel
 * may have been reloaded.
 */
export function nothingAnnounced(runs: readonly RunRecord[]): Announced {
  const run = runs.find(({ outcome }) => outcome === "running");
  return {
    runId: run?.runId ?? null,
    draft: run === undefined ? null : draftOf(run, null),
    isDecided: run !== undefined && run.winner !== null,
    sentences: [],
  };
}

/** Returns the announcements with one more sentence, unless that is empty. */
export function withSentence(announced: Announced, text: string): Announced {
  if (text === "") return announced;
  const id = (announced.sentences.at(-1)?.id ?? 0) + 1;
  const spoken = text.length > MOST_SPOKEN ? `${text.slice(0, MOST_SPOKEN)}…` : text;
  return { ...announced, sentences: [...announced.sentences, { id, text: spoken }].slice(-MOST_KEPT) };
}

/**
 * Returns the announcements after an event. One sentence each announces a run's beginning, the author of the readable
 * draft, a correction, the verdict, the end, and the user's choice of a reply. Streamed text is not announced.
 */
export function announce(announced: Announced, event: RunEvent, before: RunRecord, run: RunRecord): Announced {
  switch (event.type) {
    case "run-start":
      return withSentence({ ...announced, runId: run.runId, draft: null, isDecided: false }, strings.announceStart);
    case "run-resume": {
      // There is one event for each model that is asked again.
      if (before.outcome === "running") return announced;
      const merging = isMerged(run) ? strings.merging : strings.comparing;
      // A run that has its answer goes on to correct it, which is announced when that begins.
      const words = event.model !== undefined ? strings.announceAgain : wasBrokenOff(before) ? merging : "";
      const draft = draftOf(before, null);
      return withSentence({ ...announced, runId: run.runId, draft, isDecided: false }, words);
    }
    case "candidate-start":
      return withSentence(announced, event.repairs === undefined ? "" : strings.correcting(event.aggregator));
    case "reference-delta":
    case "reference-end":
      return withDraft(announced, event, run);
    case "scores": {
      const verdict = verdictOf(run);
      return withSentence(decided(announced, run), verdict === null ? "" : strings.sentence(verdictWords(verdict)));
    }
    case "fallback": {
      // The user has made a model's own answer the reply of a stopped run.
      const single = run.outcome === "running" ? undefined : run.references[run.winner ?? -1];
      const words = single === undefined ? "" : strings.announceReference(single.model);
      return withSentence(decided(announced, run), words);
    }
    case "run-end":
      return withSentence(announced, endWords(announced, run));
    case "own-examples": {
      const own = standingReply(run)?.reply.own ?? [];
      const words = strings.checksPassed(own.filter(({ passed }) => passed).length, own.length);
      return withSentence(announced, own.length === 0 ? "" : strings.sentence(words));
    }
    case "choice":
      return before.choice === run.choice ? announced : withSentence(announced, choiceWords(run));
    default:
      return announced;
  }
}

function decided(announced: Announced, { runId }: RunRecord): Announced {
  return announced.runId === runId ? { ...announced, isDecided: true } : announced;
}

/** Announces the author of the readable draft if that has changed. */
function withDraft(announced: Announced, event: RunEvent, run: RunRecord): Announced {
  if (announced.runId !== run.runId || run.winner !== null || run.outcome !== "running") return announced;
  // While a draft is being written, only its end can lead to another draft.
  if (announced.draft !== null && event.type === "reference-delta") return announced;
  const draft = draftOf(run, announced.draft);
  const reference = run.references[draft ?? -1];
  if (draft === announced.draft || reference === undefined) return { ...announced, draft };
  const words = isSole(run) && !isMerged(run) ? strings.announceAnswerOf : strings.announceDraft;
  return withSentence({ ...announced, draft }, words(reference.model));
}

function endWords({ runId, isDecided }: Announced, run: RunRecord): string {
  if (run.outcome === "failed") return strings.announceFailure(run.error ?? "");
  if (run.outcome === "aborted") return stoppedWords(run);
  if (runId === run.runId && !isDecided) return strings.announceNothingNew;
  if (run.fallback === null) return strings.answerReady;
  const isCutOff = run.references[run.winner ?? -1]?.status === "truncated";
  if (isCutOff) return strings.announceCutOff;
  const isBetter = run.shortened?.reason === "cascade" || isScored(run);
  return isBetter ? strings.announceSingle : strings.announceFallback;
}

function choiceWords(run: RunRecord): string {
  const reply = replyOf(run);
  if (reply === null) return "";
  return strings.announceChoice(candidateNumber(reply));
}
