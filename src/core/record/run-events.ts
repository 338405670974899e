import type { AggregatorChoice } from "../aggregators/index.ts";
import type { Question } from "../question.ts";
import type { ChatFailureKind } from "../errors.ts";
import type { Parameters } from "../parameters.ts";
import type { ChatPause, Usage } from "../ports.ts";
import type { UnrunChecks } from "../examples/index.ts";
import type { Selection } from "../selection/index.ts";

/**
 * State of a reference or a candidate; the last five are final. `spared` is a reference that was not asked for, because an
 * earlier one suffices.
 */
export type ReplyStatus = "waiting" | "streaming" | "finished" | "truncated" | "failed" | "aborted" | "spared";

/** The scores of one candidate, as Eq. 7 adds them. */
interface CandidateScore {
  readonly draw: number;
  readonly similarity: number;
  readonly score: number;
  /** How many candidates give the same answer, itself included; only when answers were counted. */
  readonly votes?: number;
  /** The counted answer, as read from the text; absent when none could be read. */
  readonly answer?: string;
}

/**
 * How the winner was chosen: by Eq. 7, by the most frequent answer, by closeness to all others, by an aggregator that
 * named the most consistent candidate, or as the only candidate. Where code was run on the examples of the question,
 * this chose among the candidates that pass most of them.
 */
export const waysToDecide = ["posterior", "votes", "medoid", "aggregator", "only"] as const;
export type DecidedBy = (typeof waysToDecide)[number];

/** The place of a reference in its run. */
export interface ReferencePlace {
  readonly model: string;
  /** Number of the answer when one model answers several times (Self-MoA); absent for the first. */
  readonly sample?: number;
}

/** The place of a reply: the candidate of a draw, or a reference. */
export type ReplyPlace = { readonly draw: number } | ReferencePlace;

/** The keywords of a question. */
export interface QuestionKeywords {
  /** The model that named them; null when they were known before. */
  readonly model: string | null;
  /** The keywords as the model named them. */
  readonly named: readonly string[];
  /** The bank's keywords that correspond to them, one each. */
  readonly matched: readonly string[];
}

/** The user's opinion of a reply. */
export type Rating = "good" | "bad";

/** How a run ended. */
export type RunOutcome = "done" | "failed" | "aborted";

/** An example that stands in the question, for readers. */
export interface QuestionExample {
  /** A call, arguments, an input, or a test. */
  readonly given: string;
  /** Null for a test, which holds what it expects. */
  readonly expected: string | null;
  /** Name of the test file that it stands in; absent for the question itself. */
  readonly from?: string;
}

/** How the code of a reply did on the examples of the question. */
export interface CheckedReply {
  readonly outcomes: readonly {
    /** Index into the examples of the run. */
    readonly example: number;
    readonly passed: boolean;
    /** What came out, or what went wrong; empty when a test passed. */
    readonly actual: string;
    /** Null when the call did not end. */
    readonly milliseconds: number | null;
  }[];
  /** Why the code was not run; null when it was. */
  readonly problem: string | null;
}

/**
 * Everything that happens in a run, in order. A run's record is the fold of these events and nothing else. `durationMs`
 * and `firstTokenMs` are milliseconds since the start of the call, or for `run-end`, of the run.
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
      /** The run of the same chat that this one replaces, together with all runs after it. */
      readonly replaces?: string;
      /** The preset that was chosen for this question only. */
      readonly preset?: string;
    }
  /**
   * An ended run continues: a reference is requested again or, without a model, the answers that arrived are merged.
   * One event per reference.
   */
  | ({
      readonly type: "run-resume";
      /** Warnings about the run's earlier outcome. */
      readonly withdrawn: readonly string[];
    } & Partial<ReferencePlace>)
  | { readonly type: "warning"; readonly message: string }
  /** The question's keywords, emitted before the system chooses models by them. */
  | ({ readonly type: "keywords-end" } & QuestionKeywords)
  | { readonly type: "selection-end"; readonly selection: Selection; readonly parameters: Parameters }
  /** The model that will merge; another stands in if it fails. */
  | { readonly type: "aggregator-chosen"; readonly choice: AggregatorChoice }
  /** The examples of the question on which the code of every reply is run. */
  | {
      readonly type: "examples-found";
      readonly examples: readonly QuestionExample[];
      /** What test files have besides; absent for nothing. */
      readonly unrun?: readonly UnrunChecks[];
    }
  | ({ readonly type: "reply-checked"; readonly of: ReplyPlace } & CheckedReply)
  | { readonly type: "subsets-drawn"; readonly subsets: readonly (readonly string[])[] }
  | ({ readonly type: "reference-start" } & ReferencePlace)
  | ({
      readonly type: "reference-delta";
      readonly text: string;
      readonly thinking: string;
      /** Only in the first delta. */
      readonly firstTokenMs?: number;
    } & ReferencePlace)
  /** A second request was sent because the first is late. */
  | ({ readonly type: "reference-hedged" } & ReferencePlace)
  /** The request waits, for example before a retry. */
  | ({ readonly type: "reference-pause" } & ReferencePlace & ChatPause)
  | ({
      readonly type: "reference-end";
      readonly status: ReplyStatus;
      readonly text: string;
      readonly thinking: string;
      readonly error: string | null;
      /** Kind of the failure; absent or null when there is none, or when only the text failed. */
      readonly failure?: ChatFailureKind | null;
      /** Whether a reply that was cut off holds an answer and counts; absent when it was not cut off. */
      readonly holdsAnswer?: boolean;
      readonly servedBy: string | null;
      readonly usage: Usage | null;
      readonly costUsd: number | null;
      readonly firstTokenMs: number | null;
      readonly durationMs: number;
      /** When the request last went out, in milliseconds since the start of the call: until then it waited in a queue. */
      readonly sentMs?: number;
    } & ReferencePlace)
  | {
      readonly type: "candidate-start";
      readonly draw: number;
      /** The models whose references are merged: the draw without the models that failed. */
      readonly subset: readonly string[];
      readonly aggregator: string;
      /** The draw whose candidate this one corrects; absent for a merged one. */
      readonly repairs?: number;
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
      /** Empty for the request that asked for the question's keywords. */
      readonly draws: readonly number[];
      /**
       * The cost of each draw's candidate, as its share of the total; absent when the request brought no candidates.
       */
      readonly shares?: readonly (number | null)[];
      readonly usage: Usage | null;
      readonly costUsd: number | null;
      readonly durationMs: number;
    }
  /** The run gave something up: to keep a deadline, because the candidates agree, or because one reply suffices. */
  | {
      readonly type: "shortened";
      readonly reason: "deadline" | "agreement" | "budget" | "cascade";
      readonly message: string;
    }
  | {
      readonly type: "scores";
      readonly candidates: readonly CandidateScore[];
      readonly winner: number;
      /** Draws whose candidates say the same as the winner, its own among them; absent when answers were counted. */
      readonly agreeing?: readonly number[];
      /**
       * Embedding space in which the candidates were compared; absent in records of older versions, which used the
       * selection's.
       */
      readonly space?: string;
      /** Absent for Eq. 7. */
      readonly decidedBy?: DecidedBy;
    }
  /** A reference is the answer; without `sample`, the model's first reference that can be one. */
  | ({ readonly type: "fallback" } & ReferencePlace)
  | {
      readonly type: "run-end";
      readonly outcome: RunOutcome;
      readonly durationMs: number;
      readonly error: string | null;
    }
  /** The reader's own examples were run on replies of an ended run. They decide nothing. */
  | {
      readonly type: "own-examples";
      readonly examples: readonly QuestionExample[];
      /** Number of given assertions that were not run, because they need more than the code; absent for none. */
      readonly left?: number;
      readonly checks: readonly {
        readonly of: ReplyPlace;
        /** Their indices are those of this event's examples. */
        readonly outcomes: CheckedReply["outcomes"];
      }[];
    }
  /** The user made a candidate the reply; the last choice counts. */
  | { readonly type: "choice"; readonly draw: number }
  /** The user rated a reply; null withdraws the rating. */
  | { readonly type: "rating"; readonly of: ReplyPlace; readonly rating: Rating | null };

/** Receives events as they happen. */
export type Emit = (event: RunEvent) => void;

/** The events of one type. */
export type EventOf<Type extends RunEvent["type"]> = Extract<RunEvent, { readonly type: Type }>;
