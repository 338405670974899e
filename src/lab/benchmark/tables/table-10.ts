import { ablation } from "../paper/studies.ts";
import type { PaperRow } from "../paper/rows.ts";
import type { Outcome } from "../outcome.ts";
import type { Variant } from "../variant.ts";
import { correctAtRandom, correctWithWeight } from "./candidates.ts";
import { comparison } from "./comparison.ts";
import { poolOf, type TablesContext } from "./context.ts";
import type { Row } from "./rows.ts";
import type { TableMaker } from "./table-maker.ts";
import { smcs, smcsWith, systemVariant, varied } from "./variants.ts";

/** Table 10: the value of each component. */
export const table10: TableMaker = {
  name: "table-10",
  differs:
    "The paper tests on four data sets and does not say how it chooses without similarity and perplexity; here a choice by chance counts as the mean of the candidates, and its cost is that of all of them.",
  variants: (context) => steps(context).map(({ variant }) => variant),
  tables: (context, test) => {
    const rows = steps(context)
      .filter(({ variant }) => test.has(variant))
      .map(({ title, variant, paper, choice }): Row => ({
        title,
        correct: test.read(variant, choice),
        variant,
        paper,
      }));
    // Without dropping, SMCS is also the run of earlier rows, which choose in another way.
    const base = rows.findLast(({ variant }) => variant?.id === smcs.id);
    const words = {
      id: "table-10",
      title: "Components",
      inPaper: "Table 10",
      about:
        "Accuracy with the components that a row names: RPS chooses the models (else all of the pool answer), candidates are chosen by their similarity and perplexity (else one is taken by chance), and references are dropped by their priors (else none is).",
      notes: [
        "Without any of them SMCS is MoA with one layer. Rows that differ in the choice alone come from the same candidates.",
      ],
    };
    return [comparison(test, words, { rows, base, variants: table10.variants(context) })];
  },
};

interface Step {
  readonly title: string;
  readonly variant: Variant;
  readonly paper: PaperRow;
  /** Returns how right the chosen answer is. */
  readonly choice: (outcome: Outcome) => number | null;
}

function steps(context: TablesContext): Step[] {
  const bySimilarity = (outcome: Outcome): number | null => correctWithWeight(outcome, 0);
  const asRun = ({ correct }: Outcome): number | null => correct;
  const everyModel = smcsWith(context, { referencers: poolOf(context).length, dropCount: 0 });
  const noDrop = smcsWith(context, { dropCount: 0 });
  return [
    {
      title: "None of them (MoA)",
      variant: oneLayer(context),
      paper: ablation.none,
      choice: asRun,
    },
    { title: "Similarity", variant: everyModel, paper: ablation.similarity, choice: bySimilarity },
    { title: "RPS", variant: noDrop, paper: ablation.rps, choice: correctAtRandom },
    { title: "RPS, similarity", variant: noDrop, paper: ablation["rps, similarity"], choice: bySimilarity },
    {
      title: "RPS, similarity, perplexity",
      variant: noDrop,
      paper: ablation["rps, similarity, perplexity"],
      choice: asRun,
    },
    { title: "All: SMCS", variant: smcs, paper: ablation.all, choice: asRun },
  ];
}

/** Returns MoA with one layer, as in the paper, whatever the settings say. */
function oneLayer({ parameters }: TablesContext): Variant {
  const moa = systemVariant("mixture-of-agents");
  return parameters.layers === 1 ? moa : varied(moa, "layers=1", { parameters: { layers: 1 } });
}
