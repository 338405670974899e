import type { Table } from "../report/table.ts";
import type { Variant } from "../variant.ts";
import type { TablesContext } from "./context.ts";
import type { TestSet } from "./test-set.ts";

/** A table without what its maker says of all its tables. */
export type MadeTable = Omit<Table, "differs">;

/** How a table or figure comes about: what has to be run for it, and its figures. */
export interface TableMaker {
  /** What the user calls it. */
  readonly name: string;
  /** What differs from the paper's protocol, in one sentence; for what the paper does not have, that it does not. */
  readonly differs: string;
  readonly variants: (context: TablesContext) => readonly Variant[];
  /** Rows that cannot be had, by name and with the reason, in sentences: known before anything is run. */
  readonly leftOut?: (context: TablesContext) => readonly string[];
  /** One table, or one with others that explain it. */
  readonly tables: (context: TablesContext, test: TestSet) => readonly MadeTable[];
}
