import type { Parameters } from "../../core/parameters.ts";
import type { SystemName } from "../../core/system-names.ts";

/** The bank questions that a variant may retrieve. */
export type BankPart =
  /** The whole bank. */
  | { readonly kind: "unified" }
  /** Only questions of the asked question's own data set (Table 3). */
  | { readonly kind: "single-domain" }
  /** Only questions of one data set, for every asked question (Table 3). */
  | { readonly kind: "data-set"; readonly name: string }
  /** All questions except those of the asked question's own data set (Table 7). */
  | { readonly kind: "out-of-domain" }
  /** None: the referencers are drawn at random (Table 3). */
  | { readonly kind: "none" }
  /** A seeded sample of this many questions; a smaller sample is part of a larger one. */
  | { readonly kind: "sample"; readonly size: number };

/** One way to answer the test questions, shown by a row, a column or a point of a table. */
export interface Variant {
  /** Unique, stable and readable: `smcs`, `smcs/K=5`, `single/QwQ-32B`, `smcs/seed=3`. */
  readonly id: string;
  /** Name in tables. */
  readonly title: string;
  readonly system: SystemName;
  /** The parameters that differ from the settings. */
  readonly parameters: Partial<Parameters>;
  readonly bank: BankPart;
  /** Bank names of the models that may answer; null for all except those with `pool: false`. */
  readonly pool: readonly string[] | null;
  /** Bank name of the model that merges; null for the aggregator of the settings. */
  readonly aggregator: string | null;
  /** Bank name of the model that merges code (Table 6); absent for `aggregator`, or the one of the settings. */
  readonly codingAggregator?: string;
  readonly seed: number;
}
