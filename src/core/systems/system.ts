import type { Parameters } from "../parameters.ts";
import type { PackedBank } from "../packed-bank/index.ts";
import type { Selection } from "../selection/index.ts";
import type { Conclusion } from "../system-names.ts";
import type { Draw, Reads } from "../enhancement/index.ts";

/** A model that may answer. */
export interface Answerer {
  readonly name: string;
  /** `endpointName/modelId`. */
  readonly reference: string;
  /** Prices of a prompt token and a completion token together, US dollars per million; null when unknown. */
  readonly price: number | null;
}

/** The inputs for a system's choice of models. */
export interface Asked {
  /** The result of RPS: support, priors, closest data set. */
  readonly selection: Selection;
  /** Systems without `needsBank` do not read it. */
  readonly bank: PackedBank;
  readonly pool: readonly Answerer[];
  /** As the user set them. */
  readonly parameters: Parameters;
  /** Seed of the run, for systems that choose at random. */
  readonly seed: number;
  /** The bank's keywords for the question; null when the system needs none, and until they have been named. */
  readonly keywords: readonly string[] | null;
}

/** The models that answer. */
export interface Choice {
  /** Names, in order; a model that is listed several times gives several answers. */
  readonly referencers: readonly string[];
  /** Fitted to the pool. */
  readonly parameters: Parameters;
  /** In words for the user. */
  readonly warnings: readonly string[];
}

/**
 * One way in which models work together (docs/systems.md). It decides everything before any model is called, except for
 * a model that names the question's keywords.
 *
 * @typeParam As how the system concludes, as its name prescribes
 */
export interface System<As extends Conclusion = Conclusion> {
  readonly conclusion: As;
  /** Whether the models of the objective `smcs.objective` answer; otherwise the system has a way of its own to choose. */
  readonly usesObjective?: true;
  /** Whether the choice depends on parts of the bank beyond the selection. */
  readonly needsBank: boolean;
  /** Whether a model is asked for the question's keywords before the choice. */
  readonly needsKeywords?: true;
  readonly choose: (asked: Asked) => Choice;
  /**
   * Returns the draws that are merged.
   *
   * @param prior of the referencers, in their order
   */
  readonly draw: (prior: readonly number[], parameters: Parameters, seed: number) => readonly Draw[];
  /**
   * Returns draws that replace those of which no reference arrived although others did; absent when that cannot happen.
   */
  readonly drawAgain?: (
    present: readonly number[],
    prior: readonly number[],
    parameters: Parameters,
    seed: number,
  ) => readonly Draw[];
  /** Returns what each referencer reads; absent when every referencer gets only the question. */
  readonly reads?: (referencers: number, parameters: Parameters) => Reads;
  /** Whether the aggregator is asked for the most consistent reference when answers cannot be counted. */
  readonly asksForMostConsistent?: (parameters: Parameters) => boolean;
}
