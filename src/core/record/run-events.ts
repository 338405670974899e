import type { AggregatorChoice } from "../aggregators/index.ts";
import type { Question } from "../question.ts";
import type { ChatFailureKind } from "../errors.ts";
import type { Parameters } from "../parameters.ts";
import type { ChatPause, Usage } from "../ports.ts";
import type { Selection } from "../selection/index.ts";

/** How a reference or a candidate stands; the last four are final. */
export type ReplyStatus = "waiting" | "streaming" | "finished" | "truncated" | "failed" | "aborted";

/** The scores of one candidate, as Eq. 7 adds them up. */
export interface CandidateScore {
  readonly draw: number;
  readonly similarity: number;
  readonly score: number;
  /** How many of the candidates give the same answer, itself included; only where answers were counted. */
  readonly votes?: number;
  /** The answer that was counted, as it was read from the text; absent where none could be read. */
  readonly answer?: string;
}

/**
 * What decided between the candidates: Eq. 7, the most frequent answer, the closeness to all others, an aggregator that
 * was asked which of them is most consistent, or nothing, since there was only one.
 */
export const waysToDecide = ["posterior", "votes", "medoid", "aggregator", "only"] as const;
export type DecidedBy = (typeof waysToDecide)[number];

/** Which reference something is about. */
export interface ReferencePlace {
  readonly model: string;
  /** Which of the model's answers, where one model answers several times (Self-MoA); absent for the first. */
  readonly sample?: number;
}

/** Which reply something is about: the candidate of a draw, or a reference. */
export type ReplyPlace = { readonly draw: number } | ReferencePlace;

/** The keywords of a question. */
export interface QuestionKeywords {
  /** Who named them; null where they were known before. */
  readonly model: string | null;
  /** As they were named. */
  readonly named: readonly string[];
  /** The bank's keywords that stand for them, one each. */
  readonly matched: readonly string[];
}

/** What the user thinks of a reply. */
export type Rating = "good" | "bad";

/** Where a run ended. */
export type RunOutcome = "done" | "failed" | "aborted";

/**
 * Everything that happens in a run, in order. A run's record is these events and nothing else. `durationMs` and
 * `firstTokenMs` are milliseconds since the call, or for `run-end` the run, began.
 */
export type RunEvent =
  | {
      readonly type: "run-start";
      readonly runId: string;
      readonly seed: number;
      readonly question: Question;
      readonly system: string;
      readonly parameters: Parameters;
      /** Whether every model of the pool is simulated. */
      readonly simulated: boolean;
      /** The run of the same chat in whose place this one stands, and in that of all runs after it. */
      readonly replaces?: string;
      /** The preset that was chosen for this question alone. */
      readonly preset?: string;
    }
  /** An ended run goes on: a reference is asked for again, or without a model, what arrived is merged. One event a reference. */
  | ({
      readonly type: "run-resume";
      /** Warnings that told how the run had come out. */
      readonly withdrawn: readonly string[];
    } & Partial<ReferencePlace>)
  | { readonly type: "warning"; readonly message: string }
  /** The question's keywords, by which its system chooses models; before these are chosen. */
  | ({ readonly type: "keywords-end" } & QuestionKeywords)
  | { readonly type: "selection-end"; readonly selection: Selection; readonly parameters: Parameters }
  /** Which model is to merge; another stands in when it fails. */
  | { readonly type: "aggregator-chosen"; readonly choice: AggregatorChoice }
  | { readonly type: "subsets-drawn"; readonly subsets: readonly (readonly string[])[] }
  | ({ readonly type: "reference-start" } & ReferencePlace)
  | ({
      readonly type: "reference-delta";
      readonly text: string;
      readonly thinking: string;
      /** Only with the first piece. */
      readonly firstTokenMs?: number;
    } & ReferencePlace)
  /** A second request was sent, since the first is late. */
  | ({ readonly type: "reference-hedged" } & ReferencePlace)
  /** It waits, for another try for one. */
  | ({ readonly type: "reference-pause" } & ReferencePlace & ChatPause)
  | ({
      readonly type: "reference-end";
      readonly status: ReplyStatus;
      readonly text: string;
      readonly thinking: string;
      readonly error: string | null;
      /** What kind of failure it was; absent or null where it did not fail, or failed in its text alone. */
      readonly failure?: ChatFailureKind | null;
      /** Whether what was cut off holds an answer, and counts; absent where nothing was cut off. */
      readonly holdsAnswer?: boolean;
      readonly servedBy: string | null;
      readonly usage: Usage | null;
      readonly costUsd: number | null;
      readonly firstTokenMs: number | null;
      readonly durationMs: number;
    } & ReferencePlace)
  | {
      readonly type: "candidate-start";
      readonly draw: number;
      /** The models whose references are merged: the draw without those that failed. */
      readonly subset: readonly string[];
      readonly aggregator: string;
    }
  | { readonly type: "candidate-delta"; readonly draw: number; readonly text: string; readonly thinking: string }
  | ({ readonly type: "candidate-pause"; readonly draw: number } & ChatPause)
  | {
      readonly type: "candidate-end";
      readonly draw: number;
      readonly status: ReplyStatus;
      readonly text: string;
      readonly thinking: string;
      readonly error: string | null;
      readonly perplexity: number | null;
      readonly meanLogprob: number | null;
      readonly costUsd: number | null;
    }
  | { readonly type: "candidate-dropped"; readonly draw: number }
  | {
      readonly type: "request-end";
      /** None for the request that asked for the question's keywords. */
      readonly draws: readonly number[];
      /** What each draw's candidate cost, its share of the whole; absent where the request brought none. */
      readonly shares?: readonly (number | null)[];
      readonly usage: Usage | null;
      readonly costUsd: number | null;
      readonly durationMs: number;
    }
  /** Something was given up to keep a deadline, or because the candidates agree. */
  | { readonly type: "shortened"; readonly reason: "deadline" | "agreement" | "budget"; readonly message: string }
  | {
      readonly type: "scores";
      readonly candidates: readonly CandidateScore[];
      readonly winner: number;
      /** Draws whose candidates say what the winner says, its own among them; absent where answers were counted. */
      readonly agreeing?: readonly number[];
      /** Embedding space in which the candidates were compared; absent in records of older versions, for the selection's. */
      readonly space?: string;
      /** Absent for Eq. 7. */
      readonly decidedBy?: DecidedBy;
    }
  /** A reference is the answer; without `sample` it is the first one of the model that is whole. */
  | ({ readonly type: "fallback" } & ReferencePlace)
  | {
      readonly type: "run-end";
      readonly outcome: RunOutcome;
      readonly durationMs: number;
      readonly error: string | null;
    }
  /** The user made a candidate the reply; the last choice counts. */
  | { readonly type: "choice"; readonly draw: number }
  /** The user rated a reply; null takes that back. */
  | { readonly type: "rating"; readonly of: ReplyPlace; readonly rating: Rating | null };

/** Takes events as they happen. */
export type Emit = (event: RunEvent) => void;

/** The events of one type. */
export type EventOf<Type extends RunEvent["type"]> = Extract<RunEvent, { readonly type: Type }>;
