import { type Parameters, samplingFor } from "../parameters.ts";
import type { DrawGroup, Reads } from "../enhancement/index.ts";
import { aggregationPrompt, referencePrompt, type ReferencesPrompt } from "../messages/index.ts";
import type { Question } from "../question.ts";
import type { PoolMember } from "../ports.ts";
import type { RunPolicy } from "../run-policy.ts";
import { promptBytes } from "../tokens.ts";

/** The calls of a run, as far as they are decided before any model is called. */
export interface PlannedCalls {
  readonly question: Question;
  /** Fitted to the pool. */
  readonly parameters: Parameters;
  readonly policy: RunPolicy;
  /** Highest prior first; a model that is listed several times gives several answers. */
  readonly referencers: readonly PoolMember[];
  /** The aggregator, followed by its stand-ins. */
  readonly aggregators: readonly PoolMember[];
  /** The distinct subsets, as indices into the referencers. */
  readonly groups: readonly DrawGroup[];
  /** By referencer, the indices of the references that it reads first; absent when no referencer reads any. */
  readonly reads?: Reads;
  /** The prompt for aggregators; absent for merging. */
  readonly prompt?: ReferencesPrompt;
  /** Whether the models are asked one at a time, so that the first reply may be the only one. */
  readonly cascade?: boolean;
  /** Whether the aggregator may be asked to correct an answer. */
  readonly repair?: boolean;
  /** The call that precedes the choice of referencers; absent when there is none. */
  readonly before?: {
    /** The model that is asked for the question's keywords. */
    readonly keywords: PoolMember;
    /** The models that each referencer may turn out to be. */
    readonly eligible: readonly PoolMember[];
  };
}

/** Returns the indices of the references that a referencer reads before it answers. */
export function readBy(index: number, { reads }: Pick<PlannedCalls, "reads">): readonly number[] {
  return reads?.[index] ?? [];
}

/** Returns the bytes of a referencer's prompt, without the texts of the references that it reads. */
export function referencePromptBytes({ question }: Pick<PlannedCalls, "question">, references = 0): number {
  return promptBytes(references === 0 ? referencePrompt(question) : aggregationPrompt(question, empty(references)));
}

/** Returns the bytes of an aggregator's prompt, without the texts of the references. */
export function aggregationPromptBytes(
  { question, prompt = aggregationPrompt }: PlannedCalls,
  references: number,
): number {
  return promptBytes(prompt(question, empty(references)));
}

function empty(references: number): string[] {
  return new Array<string>(references).fill("");
}

/** Returns the output limit of a referencer or an aggregator, in tokens. */
export function outputLimit(member: PoolMember, { parameters }: Pick<PlannedCalls, "parameters">): number {
  return samplingFor(member, parameters).maxOutputTokens;
}
