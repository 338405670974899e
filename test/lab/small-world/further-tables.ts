import {
  accuracies,
  average,
  byDataSet,
  type Cell,
  cell,
  comparison,
  cutOff,
  type Expected,
  mean,
  meanAndDeviation,
  more,
  type Row,
  rowOf,
  table,
  within,
} from "./figures.ts";
import { bestOnBank, otherAggregators, rowsOf } from "./main-tables.ts";
import type { Runs } from "./runs.ts";
import { type Candidate, choose } from "./choice.ts";
import { accuracyOn } from "./selection.ts";
import type { Told } from "./simulate.ts";
import { bankRows, type DataSet, dataSets, type ModelName, testQuestions, type WorldQuestion } from "./world.ts";

// The tables about the inner steps: support, ranking, candidates, perplexity, seeds, components.

export function figure5(runs: Runs): Expected {
  const told = runs.smcs();
  return new Map(
    dataSets.map((row) => [
      row,
      byDataSet((column) => cell(mean(within(told, row).map(({ support }) => support.get(column) ?? 0)))),
    ]),
  );
}

/**
 * Pairs of a right and a wrong model on one question: how many there are, how many are in order, and how many are
 * equal.
 */
interface Pairs {
  readonly all: number;
  readonly inOrder: number;
  readonly equal: number;
}

type Ranks = (question: WorldQuestion, index: number) => ReadonlyMap<ModelName, number>;

/** Returns the pairs of Eq. 8 for every test question. */
function pairsOf(runs: Runs, ranksOn: Ranks): Pairs[] {
  const right = new Map(runs.pool.map((model) => [model, runs.single(model)?.map((one) => one.right) ?? []]));
  return testQuestions.map((question, index) => {
    const ranks = ranksOn(question, index);
    const isRight = (model: ModelName): boolean => right.get(model)?.[index] === 1;
    const rank = (model: ModelName): number => ranks.get(model) ?? NaN;
    const pairs = runs.pool
      .filter(isRight)
      .flatMap((better) => runs.pool.filter((model) => !isRight(model)).map((worse) => [better, worse] as const));
    const apart = pairs.map(([better, worse]) => rank(better) - rank(worse));
    return {
      all: pairs.length,
      inOrder: apart.filter((difference) => difference > 1e-9).length,
      equal: apart.filter((difference) => Math.abs(difference) <= 1e-9).length,
    };
  });
}

const total = (pairs: readonly Pairs[], kind: keyof Pairs): number => pairs.reduce((sum, one) => sum + one[kind], 0);
const pooled = (pairs: readonly Pairs[]): number => total(pairs, "inOrder") / total(pairs, "all");

export function table4(runs: Runs): Expected {
  const known = (model: ModelName, dataSet: DataSet | null): number =>
    accuracyOn(
      model,
      bankRows.filter((row) => dataSet === null || row.dataSet === dataSet),
    );
  const byAccuracy =
    (isOwn: boolean) =>
    ({ dataSet }: WorldQuestion) =>
      new Map(runs.pool.map((model) => [model, known(model, isOwn ? dataSet : null)]));
  const byRun =
    (told: readonly Told[]): Ranks =>
    (_, index) =>
      told[index]?.ranks ?? new Map();
  const symbolic = runs.system("symbolic-moe");
  const rankings: [string, Ranks][] = [
    ["RPS", byRun(runs.smcs())],
    ...(symbolic === null ? [] : [["Symbolic-MoE*", byRun(symbolic)] satisfies [string, Ranks]]),
    ["Best on the bank", byAccuracy(false)],
    ["Best on the bank's data set", byAccuracy(true)],
  ];
  const base = pairsOf(runs, byRun(runs.smcs()));
  return new Map(
    rankings.map(([title, ranks]) => {
      const pairs = pairsOf(runs, ranks);
      const known = pairs.filter(({ all }) => all > 0);
      return [
        title,
        {
          ...byDataSet((dataSet) => cell(pooled(within(pairs, dataSet)))),
          Pooled: cell(pooled(pairs)),
          "Mean over questions": cell(mean(known.map(({ inOrder, all }) => inOrder / all))),
          Ties: cell(total(pairs, "equal") / total(pairs, "all")),
          "Pooled, against RPS": cell(title === "RPS" ? null : pooled(pairs) - pooled(base)),
        },
      ];
    }),
  );
}

const isRight = ({ answer }: Candidate): boolean => answer === "right";

/** Returns how often a candidate chosen by chance is right. */
const byChance = ({ scored, right }: Told): number =>
  scored.length === 0 ? right : scored.filter(isRight).length / scored.length;
/** Returns whether any choice could be right. */
const atBest = ({ scored, right }: Told): number => (scored.length === 0 ? right : Number(scored.some(isRight)));
/** Returns whether Eq. 7 with another lambda is right. */
const withLambda =
  (lambda: number) =>
  ({ scored, right }: Told): number =>
    scored.length === 0 ? right : Number(choose(scored, lambda)?.answer === "right");
const byPerplexity = ({ scored, right }: Told): number => {
  const alike = scored.map((one) => ({ ...one, similarity: 0 }));
  return scored.length === 0 ? right : Number(choose(alike, 1)?.answer === "right");
};

export function figure6(runs: Runs): Expected {
  const dropCount = Math.max(1, runs.settings.dropCount);
  const rows = [
    ...rowsOf("Prior drop (Eq. 6)", runs.varied({ dropCount })),
    ...rowsOf("Prior drop of the released code", runs.varied({ dropCount }, { drop: "released" })),
    ...rowsOf("Random drop (uniform)", runs.varied({ dropCount }, { drop: "uniform" })),
    ...rowsOf("No drop", runs.varied({ dropCount: 0 })),
  ];
  const holds = (least: number, { told }: Row): Row =>
    rowOf("", told ?? [], ({ scored }) => Number(scored.filter(isRight).length >= least));
  const share = ({ right }: Row): Cell => cell(mean(right));
  const above = (least: number, row: Row): Cell => {
    const [base] = rows;
    return base === undefined || row === base ? cell(null) : more(holds(least, row), holds(least, base), mean);
  };
  return table(rows, (row) => ({
    "At least one": share(holds(1, row)),
    Several: share(holds(2, row)),
    "At least one, against Eq. 6": above(1, row),
    "Several, against Eq. 6": above(2, row),
    "Of all candidates": cell(mean((row.told ?? []).map(byChance))),
    "Average accuracy": cell(average(row.right)),
    "Cut off": cutOff(row.told),
  }));
}

export function table8(runs: Runs): Expected {
  const told = [runs.smcs(), ...otherAggregators(runs).flatMap((one) => (one.told === null ? [] : [one.told]))].flat();
  const authors = [...new Set(told.flatMap(({ merged }) => merged.map(({ author }) => author)))];
  const rowFor = (of: (one: Told) => readonly Candidate[]) => {
    const over = (isIn: (question: WorldQuestion) => boolean): Candidate[] =>
      told.filter(({ question }) => isIn(question)).flatMap(of);
    const perplexity = (candidates: readonly Candidate[]): Cell =>
      meanAndDeviation(candidates.map((one) => one.perplexity));
    const all = over(() => true);
    return {
      ...byDataSet((dataSet) => perplexity(over((question) => question.dataSet === dataSet))),
      "All questions": perplexity(all),
      "Cut off": all.length === 0 ? cell(null) : { value: all.filter((one) => one.cutOff).length, outOf: all.length },
    };
  };
  return new Map(
    authors.flatMap((author) => [
      [author as string, rowFor(({ merged }) => merged.filter((one) => one.author === author))],
      [`${author}, winners`, rowFor(({ winner }) => (winner?.author === author ? [winner] : []))],
    ]),
  );
}

export function table9(runs: Runs): Expected {
  const best = bestOnBank(runs);
  const later = { edition: "later" } as const;
  const twice: [string, Told[] | null, Told[] | null][] = [
    ["SMCS", runs.smcs(), runs.of("smcs/seed=2", later)],
    ["Self-MoA", runs.system("self-moa"), runs.system("self-moa", "self-moa/seed=2", later)],
    [best, runs.single(best), runs.of(`single/${best}/seed=2`, { system: "single", pool: [best], ...later })],
    ["closed", runs.single("closed"), runs.single("closed", later)],
  ];
  const rows = twice.flatMap(([title, first, second]) =>
    first === null || second === null ? [] : [{ title, seeds: [rowOf(title, first), rowOf(title, second)] }],
  );
  const means = ({ seeds }: (typeof rows)[number]): Row => ({
    title: "",
    right: testQuestions.map((_, index) => mean(seeds.map(({ right }) => right[index] ?? NaN))),
    told: null,
  });
  return new Map(
    rows.map((row, at) => [
      row.title,
      {
        ...byDataSet((dataSet) => meanAndDeviation(row.seeds.map(({ right }) => mean(within(right, dataSet))))),
        Average: meanAndDeviation(row.seeds.map(({ right }) => average(right))),
        "Mean against SMCS": at === 0 ? cell(null) : more(means(row), means(rows[0] ?? row), average),
        "Cut off": cutOff(row.seeds.flatMap(({ told }) => told ?? [])),
      },
    ]),
  );
}

export function table10(runs: Runs): Expected {
  const noDrop = runs.varied({ dropCount: 0 });
  const every = runs.varied({ K: runs.pool.length, dropCount: 0 });
  const rows = (title: string, told: readonly Told[] | null, rightOf?: (one: Told) => number): Row[] =>
    told === null ? [] : [rowOf(title, told, rightOf)];
  const all = rows("All: SMCS", runs.smcs());
  return comparison(
    [
      ...rows("None of them (MoA)", runs.system("mixture-of-agents")),
      ...rows("Similarity", every, withLambda(0)),
      ...rows("RPS", noDrop, byChance),
      ...rows("RPS, similarity", noDrop, withLambda(0)),
      ...rows("RPS, similarity, perplexity", noDrop),
      ...all,
    ],
    all[0],
  );
}

export function lambda(runs: Runs): Expected {
  const told = runs.smcs();
  const rows = [0, 0.25, 0.5, 1, 2, 4].map((weight) => rowOf(String(weight), told, withLambda(weight)));
  const base = rows.find(({ title }) => title === "1");
  return table(rows, (row) => ({
    Average: cell(average(row.right)),
    "All questions": cell(mean(row.right)),
    "Against SMCS": more(row, base, average),
    "Cut off": cutOff(row.told),
  }));
}

export function finalChoice(runs: Runs): Expected {
  const told = runs.smcs();
  const base = rowOf("Eq. 7, as run", told);
  const rows = [
    base,
    rowOf("Similarity only", told, withLambda(0)),
    rowOf("Perplexity only", told, byPerplexity),
    rowOf("At random", told, byChance),
    rowOf("The best of them", told, atBest),
  ];
  return table(rows, (row) => ({
    ...accuracies(row),
    Average: cell(average(row.right)),
    "All questions": cell(mean(row.right)),
    "Against SMCS": more(row, base, average),
    "Cut off": cutOff(row.told),
  }));
}
