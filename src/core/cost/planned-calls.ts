import { type Parameters, samplingFor } from "../parameters.ts";
import type { DrawGroup, Reads } from "../enhancement/index.ts";
import { aggregationPrompt, referencePrompt, type ReferencesPrompt } from "../messages/index.ts";
import type { Question } from "../question.ts";
import type { PoolMember } from "../ports.ts";
import type { RunPolicy } from "../run-policy.ts";
import { promptBytes } from "../tokens.ts";

/** What a run will ask of whom, as far as it is decided before any model is called. */
export interface PlannedCalls {
  readonly question: Question;
  /** Fitted to the pool. */
  readonly parameters: Parameters;
  readonly policy: RunPolicy;
  /** Highest prior first; one model several times means several answers of it. */
  readonly referencers: readonly PoolMember[];
  /** The aggregator, and behind it those that stand in for it. */
  readonly aggregators: readonly PoolMember[];
  /** The distinct subsets, as indices into the referencers. */
  readonly groups: readonly DrawGroup[];
  /** By referencer, the indices of the references that it reads first; absent where nobody reads any. */
  readonly reads?: Reads;
  /** What aggregators are asked for; absent for merging. */
  readonly prompt?: ReferencesPrompt;
  /** What comes before the referencers are known; absent where that is nothing. */
  readonly before?: {
    /** Who is asked for the question's keywords. */
    readonly keywords: PoolMember;
    /** Each of the referencers may be any of these. */
    readonly eligible: readonly PoolMember[];
  };
}

/** The references that a referencer reads before it answers, as indices. */
export function readBy(index: number, { reads }: Pick<PlannedCalls, "reads">): readonly number[] {
  return reads?.[index] ?? [];
}

/** Bytes of what a referencer is sent, without the texts of the references that it reads. */
export function referencePromptBytes({ question }: PlannedCalls, references = 0): number {
  return promptBytes(references === 0 ? referencePrompt(question) : aggregationPrompt(question, empty(references)));
}

/** Bytes of what an aggregator is sent, without the texts of the references. */
export function aggregationPromptBytes(
  { question, prompt = aggregationPrompt }: PlannedCalls,
  references: number,
): number {
  return promptBytes(prompt(question, empty(references)));
}

function empty(references: number): string[] {
  return new Array<string>(references).fill("");
}

/** Output tokens that a referencer or an aggregator is allowed. */
export function outputLimit(member: PoolMember, { parameters }: PlannedCalls): number {
  return samplingFor(member, parameters).maxOutputTokens;
}
