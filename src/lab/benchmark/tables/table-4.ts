import { comparedPairs, countPairs } from "../../statistics/ranking-score.ts";
import type { PaperRow } from "../paper/rows.ts";
import { rankingScores } from "../paper/studies.ts";
import type { Figure } from "../report/table.ts";
import type { Variant } from "../variant.ts";
import { paperAverage, paperNotes, paperOn } from "./columns.ts";
import { type BankAccuracy, poolOf, type TablesContext } from "./context.ts";
import { cutOffNote } from "./cut-off.ts";
import { beside, quotient, quotientOf } from "./figures.ts";
import { type Part, partNotes, testParts } from "./parts.ts";
import { type Column, filled, runNotes } from "./rows.ts";
import type { TableMaker } from "./table-maker.ts";
import type { TestSet } from "./test-set.ts";
import { singleVariant, smcs, systemVariant } from "./variants.ts";

const symbolicMoe = systemVariant("symbolic-moe");

/** Table 4, Eq. 8: how well models are ranked before any is asked. */
export const table4: TableMaker = {
  name: "table-4",
  differs:
    "The paper pools the pairs of five data sets for SMCS and Symbolic-MoE*; the mean over questions, the ties, outcomes between right and wrong and the orders by the bank are ours.",
  variants: (context) => [smcs, symbolicMoe, ...poolOf(context).map(singleVariant)],
  tables: (context, test) => {
    const rows = rankings(context, test).map((ranking) => ({ ...ranking, ...rankingScore(context, test, ranking) }));
    const [base] = rows;
    return [
      {
        id: "table-4",
        title: "Ranking score of the prior",
        inPaper: "Table 4",
        about:
          "Eq. 8: of all pairs of a model that is right on a question and one that is wrong (outcomes at least half apart), the share that is ranked in that order beforehand. Pooled: all questions' pairs together, as the paper has it; mean: each question weighs the same.",
        ...filled(columnsOf(test, base), rows),
        chart: { kind: "bars", columns: [POOLED] },
        notes: [
          "Equal values count as not in order. Whether a model is right is known from its own answer, asked alone.",
          "“Best on the bank” gives every question the same order; “best on the bank's data set” knows the question's data set.",
          ...partNotes(test),
          ...paperNotes(test, rows),
          cutOffNote(test, table4.variants(context)),
          ...runNotes(test, table4.variants(context)),
        ],
      },
    ];
  },
};

const POOLED = "Pooled";

/** A way to rank the models. */
interface Ranking {
  readonly title: string;
  readonly paper: PaperRow | undefined;
  /** Returns the models' values on one question, by its index in the test set; the highest is the best. */
  readonly values: (question: number) => ReadonlyMap<string, number> | null;
}

/** For each question, the number of pairs, of pairs in the right order, and of pairs with equal values. */
interface RankingScore {
  readonly pairs: Float64Array;
  readonly higher: Float64Array;
  readonly tied: Float64Array;
}

type ScoredRanking = Ranking & RankingScore;

function rankings({ bankAccuracy }: TablesContext, test: TestSet): Ranking[] {
  const byPrior = (variant: Variant): Ranking["values"] => {
    const outcomes = test.outcomes(variant);
    return (question) => {
      const prior = outcomes[question]?.prior;
      return prior === undefined ? null : new Map(prior.map(({ model, value }) => [model, value]));
    };
  };
  const byBank =
    (accuracy: readonly BankAccuracy[], bySource: boolean): Ranking["values"] =>
    (question) => {
      const source = test.questions[question]?.source ?? "";
      const known = accuracy.map(({ model, overall, bySource: shares }) => {
        const own = bySource && Object.hasOwn(shares, source) ? shares[source] : undefined;
        return [model, own ?? overall ?? 0] as const;
      });
      return new Map(known);
    };
  const all: readonly (Ranking & { readonly run: boolean })[] = [
    { title: "RPS", paper: rankingScores.smcs, values: byPrior(smcs), run: test.has(smcs) },
    {
      title: "Symbolic-MoE*",
      paper: rankingScores["symbolic-moe"],
      values: byPrior(symbolicMoe),
      run: test.has(symbolicMoe),
    },
    ...(bankAccuracy === undefined
      ? []
      : [
          { title: "Best on the bank", paper: undefined, values: byBank(bankAccuracy, false), run: true },
          { title: "Best on the bank's data set", paper: undefined, values: byBank(bankAccuracy, true), run: true },
        ]),
  ];
  return all.filter(({ run }) => run);
}

function rankingScore(context: TablesContext, test: TestSet, { values }: Ranking): RankingScore {
  const singles = poolOf(context).map((model) => ({ model, correct: test.correct(singleVariant(model)) }));
  const empty = (): Float64Array => new Float64Array(test.questions.length);
  const score = { pairs: empty(), higher: empty(), tied: empty() };
  for (const question of test.questions.keys()) {
    const ranked = values(question);
    if (ranked === null) continue;
    const known = singles.flatMap(({ model, correct }) => {
      const outcome = correct[question] as number;
      const value = ranked.get(model);
      return Number.isNaN(outcome) || value === undefined ? [] : [{ outcome, value }];
    });
    const pairs = comparedPairs(
      known.map(({ outcome }) => outcome),
      "half-apart",
    );
    const counts = countPairs(
      pairs,
      known.map(({ value }) => value),
    );
    score.pairs[question] = counts.pairs;
    score.higher[question] = counts.higher;
    score.tied[question] = counts.tied;
  }
  return score;
}

function columnsOf(test: TestSet, base: ScoredRanking | undefined): Column<ScoredRanking>[] {
  const pooledOn = ({ sources }: Part, { higher, pairs }: RankingScore): Figure => {
    const own = (values: Float64Array): Float64Array =>
      test.within(values, sources).map((value) => (Number.isNaN(value) ? 0 : value));
    return { value: quotientOf(own(higher), own(pairs)) };
  };
  const perQuestion = ({ higher, pairs }: RankingScore): [Float64Array, Float64Array] => [
    higher.map((count, question) => (pairs[question] === 0 ? 0 : count / (pairs[question] as number))),
    pairs.map((count) => Number(count > 0)),
  ];
  return [
    ...testParts(test).map((part): Column<ScoredRanking> => ({
      title: part.title,
      unit: "share",
      figure: (ranking) => beside(pooledOn(part, ranking), paperOn(part, ranking.paper)),
    })),
    {
      title: POOLED,
      unit: "share",
      figure: ({ higher, pairs, paper }) => beside(quotient(test, higher, pairs), paperAverage(test, paper)),
    },
    { title: "Mean over questions", unit: "share", figure: (ranking) => quotient(test, ...perQuestion(ranking)) },
    { title: "Ties", unit: "share", figure: ({ tied, pairs }) => ({ value: quotientOf(tied, pairs) }) },
    {
      title: "Pooled, against RPS",
      unit: "points",
      figure: (ranking) => {
        if (base === undefined || ranking.higher === base.higher) return { value: null };
        // A question that one of the two did not rank does not count in their difference.
        const both = ranking.pairs.map((pairs, question) => (base.pairs[question] === pairs ? pairs : 0));
        const more = ranking.higher.map((count, question) =>
          both[question] === 0 ? 0 : count - (base.higher[question] as number),
        );
        return quotient(test, more, both);
      },
    },
  ];
}
