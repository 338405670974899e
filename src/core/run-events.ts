import type { AggregatorChoice } from "./enhancement/aggregators.ts";
import type { Question } from "./enhancement/prompts.ts";
import type { Parameters } from "./parameters.ts";
import type { Usage } from "./ports.ts";
import type { Selection } from "./selection/select-referencers.ts";

/** How a reference or a candidate stands; the last four are final. */
export type ReplyStatus = "waiting" | "streaming" | "finished" | "truncated" | "failed" | "aborted";

/** The scores of one candidate, as Eq. 7 adds them up. */
export interface CandidateScore {
  readonly draw: number;
  readonly similarity: number;
  readonly score: number;
}

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
    }
  | { readonly type: "warning"; readonly message: string }
  | { readonly type: "selection-end"; readonly selection: Selection; readonly parameters: Parameters }
  /** Which model is to merge; another stands in when it fails. */
  | { readonly type: "aggregator-chosen"; readonly choice: AggregatorChoice }
  | { readonly type: "subsets-drawn"; readonly subsets: readonly (readonly string[])[] }
  | { readonly type: "reference-start"; readonly model: string }
  | { readonly type: "reference-delta"; readonly model: string; readonly text: string; readonly thinking: string }
  | {
      readonly type: "reference-end";
      readonly model: string;
      readonly status: ReplyStatus;
      readonly text: string;
      readonly thinking: string;
      readonly error: string | null;
      readonly servedBy: string | null;
      readonly usage: Usage | null;
      readonly costUsd: number | null;
      readonly firstTokenMs: number | null;
      readonly durationMs: number;
    }
  | {
      readonly type: "candidate-start";
      readonly draw: number;
      /** The models whose references are merged: the draw without those that failed. */
      readonly subset: readonly string[];
      readonly aggregator: string;
    }
  | { readonly type: "candidate-delta"; readonly draw: number; readonly text: string; readonly thinking: string }
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
      readonly draws: readonly number[];
      readonly usage: Usage | null;
      readonly costUsd: number | null;
      readonly durationMs: number;
    }
  | { readonly type: "scores"; readonly candidates: readonly CandidateScore[]; readonly winner: number }
  | { readonly type: "fallback"; readonly model: string }
  | {
      readonly type: "run-end";
      readonly outcome: RunOutcome;
      readonly durationMs: number;
      readonly error: string | null;
    }
  /** The user made a candidate the reply; the last choice counts. */
  | { readonly type: "choice"; readonly draw: number };

/** Takes events as they happen. */
export type Emit = (event: RunEvent) => void;

/** The events of one type. */
export type EventOf<Type extends RunEvent["type"]> = Extract<RunEvent, { readonly type: Type }>;
