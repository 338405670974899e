/** A figure with its uncertainty; `value` is null where nothing was measured. */
export interface Figure {
  readonly value: number | null;
  /** 95%, by the bootstrap over questions. */
  readonly interval?: readonly [low: number, high: number] | null;
  /** Standard deviation: over seeds in Table 9, over candidates in Table 8. */
  readonly deviation?: number;
  /** Of how many a count is. */
  readonly outOf?: number;
  /** What the paper has in this place, in the same unit. */
  readonly paper?: number;
  /** The paper's standard deviation, where it prints one. */
  readonly paperDeviation?: number;
}

/** What a column's figures are. A share is between 0 and 1; points are differences of shares, 0.05 for five points. */
export type Unit = "share" | "points" | "usd" | "milliseconds" | "count" | "plain";

/** What a table's figures stand for, one below the other. */
export interface TableColumn {
  readonly title: string;
  readonly unit: Unit;
  /** Whether its figures say by how much a row is above another; those in points always do. */
  readonly isDifference?: boolean;
}

/** How a table is drawn beside its figures. */
export interface Chart {
  readonly kind: "bars" | "lines" | "radar" | "stacked-bars";
  /** Titles of the columns that are drawn; all of them when absent. Those of different units get a picture each. */
  readonly columns?: readonly string[];
  /** What the horizontal axis of lines counts: K, models, questions. */
  readonly along?: string;
}

/** One table or figure of the paper on the user's own models, or one of ours. */
export interface Table {
  /** `table-1`, `figure-4`, `lambda`. */
  readonly id: string;
  readonly title: string;
  /** "Table 1"; null for what the paper does not have. */
  readonly inPaper: string | null;
  /** What is measured and how, in a sentence or two. */
  readonly about: string;
  /** What differs from the paper's protocol, in one line. */
  readonly differs: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly { readonly title: string; readonly figures: readonly Figure[] }[];
  readonly chart: Chart | null;
  /** What a reader must know of these figures, in sentences. */
  readonly notes: readonly string[];
}
