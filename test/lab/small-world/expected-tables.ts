import type { Expected } from "./figures.ts";
import * as further from "./further-tables.ts";
import * as main from "./main-tables.ts";
import type { Played } from "./play.ts";
import { Runs } from "./runs.ts";
import type { Arrangement } from "./setup.ts";
import * as sweeps from "./sweep-tables.ts";
import type { ModelName } from "./world.ts";

/**
 * Returns all tables, by their ids in the order of a report. Results of chance are read from the plan and from the
 * requests that models saw; making a table throws if these do not fit the world.
 */
export function expectedTables(
  arrangement: Arrangement,
  { plan, pools, seen }: Played,
): ReadonlyMap<string, () => Expected> {
  const runs = new Runs({
    ...arrangement,
    seen,
    sample: (size) => {
      const { questions } = plan.means.bank.partFor({ kind: "sample", size }, "", 1);
      return Array.from({ length: questions.size }, (_, row) => questions.id(row));
    },
  });
  const poolOf = (size: number): readonly ModelName[] => pools.get(`smcs/pool=${size}`) ?? [];
  return new Map([
    ["figure-1", () => main.figure1(runs)],
    ["table-1", () => main.table1(runs)],
    ["table-1-differences", () => main.table1Differences(runs)],
    ["table-1-cut-off", () => main.table1CutOff(runs)],
    ["table-2", () => main.table2(runs)],
    ["figure-4", () => sweeps.figure4(runs, poolOf)],
    ["table-3", () => main.table3(runs)],
    ["figure-5", () => further.figure5(runs)],
    ["table-4", () => further.table4(runs)],
    ["figure-6", () => further.figure6(runs)],
    ["table-6", () => main.table6(runs)],
    ["figure-7", () => main.figure7(runs)],
    ["table-7", () => main.table7(runs)],
    ["table-8", () => further.table8(runs)],
    ["table-9", () => further.table9(runs)],
    ["table-10", () => further.table10(runs)],
    ["table-11", () => sweeps.table11(runs)],
    ["table-12", () => sweeps.table12(runs)],
    ["table-13", () => sweeps.table13(runs)],
    ["gamma", () => sweeps.gamma(runs)],
    ["drop-count", () => sweeps.dropCount(runs)],
    ["bank-size", () => sweeps.bankSize(runs)],
    ["lambda", () => further.lambda(runs)],
    ["final-choice", () => further.finalChoice(runs)],
  ]);
}
