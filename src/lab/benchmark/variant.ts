import type { Parameters } from "../../core/parameters.ts";
import type { SystemName } from "../../core/system-names.ts";

/** Which bank questions a variant may retrieve. */
export type BankPart =
  /** All of the bank. */
  | { readonly kind: "unified" }
  /** Those of the asked question's own data set only (Table 3). */
  | { readonly kind: "single-domain" }
  /** Those of one data set, whatever is asked (Table 3). */
  | { readonly kind: "data-set"; readonly name: string }
  /** All but the asked question's own data set (Table 7). */
  | { readonly kind: "out-of-domain" }
  /** None: the referencers are drawn by chance (Table 3). */
  | { readonly kind: "none" }
  /** A seeded sample of so many questions, the smaller ones within the larger. */
  | { readonly kind: "sample"; readonly size: number };

/** One way to answer the test questions: what a row, a column or a point of a table stands for. */
export interface Variant {
  /** Unique, stable and readable: `smcs`, `smcs/K=5`, `single/QwQ-32B`, `smcs/seed=3`. */
  readonly id: string;
  /** As a table names it. */
  readonly title: string;
  readonly system: SystemName;
  /** What differs from the parameters of the settings. */
  readonly parameters: Partial<Parameters>;
  readonly bank: BankPart;
  /** Bank names of the models that may answer; null for all but those with `pool: false`. */
  readonly pool: readonly string[] | null;
  /** Bank name of the model that merges; null for that of the settings. */
  readonly aggregator: string | null;
  /** Bank name of the model that merges code (Table 6); absent for `aggregator`'s, or that of the settings. */
  readonly codingAggregator?: string;
  readonly seed: number;
}
