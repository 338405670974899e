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
  /** Price of a typical call; null when unknown. */
  readonly price: number | null;
}

/** What a system chooses its models from. */
export interface Asked {
  /** What RPS found out: support, priors, closest data set. */
  readonly selection: Selection;
  /** Whoever chooses without `needsBank` does not look into it. */
  readonly bank: PackedBank;
  readonly pool: readonly Answerer[];
  /** As the user wants them. */
  readonly parameters: Parameters;
  /** Of the run, for who chooses by chance. */
  readonly seed: number;
  /** The bank's keywords for the question; null where the system needs none, and while nobody has named them. */
  readonly keywords: readonly string[] | null;
}

/** Which models answer. */
export interface Choice {
  /** Names, in their order; one several times answers several times. */
  readonly referencers: readonly string[];
  /** Fitted to the pool. */
  readonly parameters: Parameters;
  /** In words for the user. */
  readonly warnings: readonly string[];
}

/**
 * One way in which models work together (docs/systems.md). It decides everything before any model is called, but for
 * one that names the question's keywords.
 *
 * @typeParam As how it concludes, as its name does
 */
export interface System<As extends Conclusion = Conclusion> {
  readonly conclusion: As;
  /** Whether the choice depends on more of the bank than the selection tells. */
  readonly needsBank: boolean;
  /** Whether a model is asked for the question's keywords before the choice. */
  readonly needsKeywords?: true;
  readonly choose: (asked: Asked) => Choice;
  /**
   * The draws that are merged.
   *
   * @param prior of the referencers, in their order
   */
  readonly draw: (prior: readonly number[], parameters: Parameters, seed: number) => readonly Draw[];
  /** The draws in place of those of which no reference arrived, though others did; absent where that cannot be. */
  readonly drawAgain?: (
    present: readonly number[],
    prior: readonly number[],
    parameters: Parameters,
    seed: number,
  ) => readonly Draw[];
  /** Absent where every referencer gets the question alone. */
  readonly reads?: (referencers: number, parameters: Parameters) => Reads;
  /** Whether the aggregator is asked for the most consistent reference where answers cannot be counted. */
  readonly asksForMostConsistent?: (parameters: Parameters) => boolean;
}
