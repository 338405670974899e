import { counted } from "../../../core/counted.ts";
import { randomStream } from "../../../core/random.ts";
import { shuffled } from "../../statistics/shuffled.ts";
import { byPoolSize } from "../paper/sweeps.ts";
import { poolOf } from "./context.ts";
import { spread } from "./points.ts";
import { sweepMaker } from "./sweep.ts";
import { smcs, varied } from "./variants.ts";

/** Figure 4: accuracy against the number of models. */
export const figure4 = sweepMaker({
  id: "figure-4",
  title: "Number of models in the pool",
  inPaper: "Figure 4",
  about: "SMCS with a part of the pool: the models in an order drawn by chance, the smaller pools within the larger.",
  differs:
    "The paper draws four data sets and does not say which models its smaller pools hold; here all data sets are tested and chance orders the models.",
  along: "models in the pool",
  sweep: "models",
  range: (context) => {
    const { length } = poolOf(context);
    const points = [...spread(1, length, 5), ...byPoolSize.keys()];
    return { points, usual: length, most: length, why: `the pool has ${counted(length, "model")}` };
  },
  variant: (context, size) => {
    const pool = poolOf(context).toSorted();
    if (size === pool.length) return smcs;
    const order = shuffled(pool.length, randomStream(1, "pool sizes")).map((index) => pool[index] as string);
    return varied(smcs, `pool=${size}`, { pool: order.slice(0, size) });
  },
  paper: byPoolSize,
  notes: ["The paper's figures are read off its text, which says “about”."],
});
