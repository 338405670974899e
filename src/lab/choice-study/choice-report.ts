import type { Mean } from "./figures.ts";

/** How well one rule chooses. */
export interface RuleFigures {
  readonly rule: string;
  /** Number of sets that the rule applies to. */
  readonly sets: number;
  /** Share of right choices. */
  readonly accuracy: Mean;
  /** How much higher the accuracy is than that of other rules on the same sets. */
  readonly against: Readonly<Record<string, Mean>>;
}

/** How well a cascade chooses, and how many models it asks. */
export interface CascadeFigures {
  readonly cascade: string;
  /** Number of sets that the cascade applies to. */
  readonly sets: number;
  readonly accuracy: Mean;
  /** Share of a set's models that are asked. */
  readonly asked: Mean;
  /** The rule that chooses when all models are asked. */
  readonly otherwise: string;
  /** How much higher the accuracy is than when all models are asked. */
  readonly againstAll: Mean;
}

/** What the early stop costs or wins, with the choice by S_sim. */
export interface EarlyStopFigures {
  /** Share of right choices among the candidates that arrived. */
  readonly accuracy: Mean;
  /** How much higher the accuracy is than when all candidates are waited for. */
  readonly againstAll: Mean;
  /** Share of the arrivals that end early. */
  readonly stopped: Mean;
  /** Share of the candidates that are not waited for. */
  readonly notWaitedFor: Mean;
}

/** The examples in the questions. */
export interface ExampleFigures {
  /** Different questions with at least one example. */
  readonly questions: number;
  readonly found: number;
  /** Candidates whose code could be run. */
  readonly checked: number;
  /** Share of right candidates among those that pass all examples, and among those that do not. */
  readonly rightWhenPassed: number | null;
  readonly rightWhenFailed: number | null;
  /** Sets with examples in which no candidate passes all of them: there SMCS asks for a correction. */
  readonly allFail: number;
  /** Share of right choices by examples, then prior, in these sets: a correction can only win the others. */
  readonly rightWhenAllFail: number | null;
  /** Milliseconds from a candidate's text to its outcome with all examples: median and 95th percentile. */
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
}

/** The figures of `smcs bench choice --json`. */
export interface ChoiceReport {
  readonly sets: number;
  readonly questions: number;
  readonly candidates: number;
  readonly rules: readonly RuleFigures[];
  /** Share of the sets in which some candidate is right: no choice can be better. */
  readonly oracle: number;
  readonly cascades: readonly CascadeFigures[];
  readonly earlyStop: EarlyStopFigures;
  readonly examples: ExampleFigures;
  readonly setup: {
    /** Space of the embeddings that S_sim and agreement come from. */
    readonly space: string;
    /** Number of draws of the questions. */
    readonly resamples: number;
    /** Number of random orders of each set's candidates. */
    readonly orders: number;
    /** Number of candidates whose code ran at the same time. */
    readonly together: number;
  };
}
