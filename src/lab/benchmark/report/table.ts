/** A figure with its uncertainty; `value` is null when nothing was measured. */
export interface Figure {
  readonly value: number | null;
  /** 95% interval, by the bootstrap over questions. */
  readonly interval?: readonly [low: number, high: number] | null;
  /** Standard deviation: over seeds in Table 9, over candidates in Table 8. */
  readonly deviation?: number;
  /** Total of a count, as in "3 of 20". */
  readonly outOf?: number;
  /** The paper's figure for the same place, in the same unit. */
  readonly paper?: number;
  /** The paper's standard deviation, if it prints one. */
  readonly paperDeviation?: number;
}

/** Unit of a column's figures. A share is between 0 and 1; points are differences of shares, 0.05 for five points. */
export type Unit = "share" | "points" | "usd" | "milliseconds" | "count" | "plain";

/** A column of a table. */
export interface TableColumn {
  readonly title: string;
  readonly unit: Unit;
  /** Whether the figures are differences from another row; those in points always are. */
  readonly isDifference?: boolean;
}

/** How a table is drawn, in addition to its figures. */
export interface Chart {
  readonly kind: "bars" | "lines" | "radar" | "stacked-bars";
  /** Titles of the columns that are drawn; all columns when absent. Each unit gets a picture of its own. */
  readonly columns?: readonly string[];
  /** Name of the horizontal axis of lines: K, models, questions. */
  readonly along?: string;
}

/** A table or figure of the paper for the user's own models, or an additional one. */
export interface Table {
  /** `table-1`, `figure-4`, `lambda`. */
  readonly id: string;
  readonly title: string;
  /** "Table 1"; null for a table that the paper does not have. */
  readonly inPaper: string | null;
  /** Says what is measured and how, in a sentence or two. */
  readonly about: string;
  /** Says what differs from the paper's protocol, in one line. */
  readonly differs: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly { readonly title: string; readonly figures: readonly Figure[] }[];
  readonly chart: Chart | null;
  /** Notes on these figures for readers, in sentences. */
  readonly notes: readonly string[];
}
