import { byPoolSize } from "../paper/sweeps.ts";
import { randomStream } from "../../core/random.ts";
import { shuffled } from "../../statistics/shuffled.ts";
import { poolOf, type TablesContext } from "./context.ts";
import { spread } from "./points.ts";
import { type Point, sweepTable } from "./sweep.ts";
import type { TableMaker } from "./table-maker.ts";
import { smcs, varied } from "./variants.ts";

/** Accuracy against the number of models. */
export const figure4: TableMaker = {
  name: "figure-4",
  variants: (context) => poolSizes(context).map(({ variant }) => variant),
  tables: (context, test) => [
    sweepTable(
      test,
      {
        id: "figure-4",
        title: "Number of models in the pool",
        inPaper: "Figure 4",
        about:
          "SMCS with a part of the pool: the models in an order drawn by chance, the smaller pools within the larger.",
        along: "models in the pool",
        notes: ["The paper's figures are read off its text, which says “about”."],
      },
      poolSizes(context),
      byPoolSize,
    ),
  ],
};

function poolSizes(context: TablesContext): Point[] {
  const pool = poolOf(context).toSorted();
  const order = shuffled(pool.length, randomStream(1, "pool sizes")).map((index) => pool[index] as string);
  return spread(1, pool.length, 5).map((size) => ({
    value: size,
    variant: size === pool.length ? smcs : varied(smcs, `pool=${size}`, { pool: order.slice(0, size) }),
  }));
}
