import type { Table } from "../report/table.ts";
import type { Variant } from "../variant.ts";
import type { TablesContext } from "./context.ts";
import type { TestSet } from "./test-set.ts";

/** A table without the maker's text on how its tables differ from the paper. */
export type MadeTable = Omit<Table, "differs">;

/** The recipe of a table or figure: the variants that must be run, and its figures. */
export interface TableMaker {
  /** Name of the table on the command line. */
  readonly name: string;
  /** Says in one sentence what differs from the paper's protocol, or that the paper has no such table. */
  readonly differs: string;
  readonly variants: (context: TablesContext) => readonly Variant[];
  /** Returns sentences about rows that cannot be made, with the reason; known before anything is run. */
  readonly leftOut?: (context: TablesContext) => readonly string[];
  /** Returns one table, or a table with others that explain it. */
  readonly tables: (context: TablesContext, test: TestSet) => readonly MadeTable[];
}
