import type { Table } from "../report/table.ts";
import type { Variant } from "../variant.ts";
import type { TablesContext } from "./context.ts";
import type { TestSet } from "./test-set.ts";

/** How a table or figure comes about: what has to be run for it, and its figures. */
export interface TableMaker {
  /** What the user calls it. */
  readonly name: string;
  readonly variants: (context: TablesContext) => readonly Variant[];
  /** One table, or one with others that explain it. */
  readonly tables: (context: TablesContext, test: TestSet) => readonly Table[];
}
